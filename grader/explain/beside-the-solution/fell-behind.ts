import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import type { Model } from "./model.ts";
import { type Piece, piecesIn } from "../story/pieces.ts";
import type { Story, Wait } from "../story/story.ts";

/** Where a run lost time that the solution's did not lose. */
export interface Loss {
  /** Between two pieces of work that the solution does, too: the second began too late after the first. Without one: the beginning, or the end, of the run. */
  readonly before: Stretch | null;
  readonly next: Stretch | null;
  /** What went on between the two, and the solution does not do, or not so often. */
  readonly besides: readonly Stretch[];
  readonly us: number;
  /** What `before` is in the solution, when it took longer than there; else null. */
  readonly longerThan: Piece | null;
}

/** Which piece of the solution's work a wait of the run is, by its number: of those that are alike, the one that began as the same one. */
function alignedWith(story: Story, model: Model): ReadonlyMap<number, Piece> {
  const found = new Map<number, Piece>();
  for (const [what, same] of piecesIn(story)) {
    for (const { nr, wait } of same) {
      const piece = model.pieces.get(what)?.[nr];
      if (piece !== undefined) found.set(wait.number, piece);
    }
  }
  return found;
}

/** What went on in a wait: of one for a task that a time limit ended, what that task did last. */
function workOf({ tasks }: Story, { wait }: Stretch): Wait {
  return wait.cut ? (tasks.get(wait.on)?.waits.at(-1) ?? wait) : wait;
}

/** Along the critical path, backward from the end: how much later each piece of work was than in the solution, and where that came about. */
export function lossesOf(story: Story, { stretches }: CriticalPath, model: Model): readonly Loss[] {
  const pieces = alignedWith(story, model);
  const losses: Loss[] = [];
  let left = story.endUs - Math.round(model.elapsedMs! * 1000);
  let next: Stretch | null = null;
  let besides: Stretch[] = [];
  const lose = (to: number, before: Stretch | null, longerThan: Piece | null = null): void => {
    const us = left - Math.max(0, to);
    if (us > 0) {
      losses.push({ before, next, besides: besides.toReversed(), us, longerThan });
      left -= us;
    }
  };
  for (let i = stretches.length - 1; i >= 0; i--) {
    const stretch = stretches[i]!;
    const piece = pieces.get(workOf(story, stretch).number);
    if (piece === undefined) {
      besides.push(stretch);
      continue;
    }
    lose(stretch.toUs - piece.endedUs, stretch);
    next = stretch;
    besides = [];
    lose(stretch.fromUs - piece.beganUs, stretch, piece);
  }
  lose(0, null);
  return losses.toReversed();
}
