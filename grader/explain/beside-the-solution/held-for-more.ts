import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { alike, queuesOf, unionUs } from "../story/queued-for.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import type { ResourceKind } from "../story/holds.ts";
import { holdsOn } from "../story/kept-places.ts";
import type { Model } from "./model.ts";
import { placeKey, samePlace, showLine, showLines } from "../story/place.ts";
import { wonBy } from "../story/replay.ts";
import type { Story, Wait } from "../story/story.ts";
import { isForOthers, workIn } from "./work-order.ts";

const nothing: ReadonlySet<string> = new Set();

/** More locks and semaphores than this are not looked at. */
const mostLooked = 20;

/**
 * Locks and places of semaphores for which the end of the run had to queue, and which were kept for work that the solution does as well, but never while it
 * holds one: so that work need not be in there. What is won without any queue must be what was lost, or more.
 */
export function findHeldForMore(
  run: Run,
  story: Story,
  path: CriticalPath,
  model: Model,
  lostUs: number,
): Explanation | null {
  for (const waits of queuesOf(path).slice(0, mostLooked)) {
    const { what } = waits[0];
    const kind = waits[0].kind as ResourceKind;
    // Without any lock in the solution nothing has to be locked; without a limit it may have another one.
    const theirs = model.order.held.get(kind) ?? (kind === "lock" && model.order.held.size === 0 ? nothing : undefined);
    if (theirs === undefined) continue;
    const [fromRow, toRow] = [waits[0].beganRow, waits.at(-1)!.endedRow];
    const own = holdsOn(run.trace, what).filter((hold) => hold.fromRow < toRow && hold.toRow > fromRow);
    const needless = own.flatMap((hold) =>
      workIn(story, hold).filter((wait) =>
        isForOthers(wait)
          ? model.order.forOthers.has(wait.kind) && !theirs.has(wait.kind)
          : model.order.all.has(wait.what) && !theirs.has(wait.what),
      ),
    );
    if (needless.length === 0) continue;
    const us = wonBy(story, run.trace, { widened: { what: alike(story, waits), by: run.trace.event.length } });
    // Where work is taken from a queue, it would be shared in another way without the lock, and nobody knows how.
    const isShared = waits.some(({ task }) => story.tasks.get(task)!.takers.size > 0);
    const isEnough = (us !== null && us >= lostUs) || (isShared && unionUs(waits) >= lostUs);
    if (!isEnough) continue;
    return explain(story, { kind, waits, needless }, lostUs);
  }
  return null;
}

interface Kept {
  readonly kind: ResourceKind;
  /** For it, on the critical path. */
  readonly waits: readonly Wait[];
  /** While somebody held it. */
  readonly needless: readonly Wait[];
}

function explain(story: Story, kept: Kept, lostUs: number): Explanation | null {
  const queuedAt = kept.waits[0]!.frames.at(-1)?.at ?? null;
  const places = placesIn(kept.needless, kept.waits[0]!);
  const at = places[0] ?? queuedAt;
  if (at === null) return null;
  const queue = queuedAt === null || samePlace(queuedAt, at) ? "" : ` on ${showLine(queuedAt, at)}`;
  const inAll = `${showDuration(unionUs(kept.waits) / 1000)} in all`;
  const lines = showLines(places.toSorted((a, b) => a.line - b.line));
  const longest = Math.max(...kept.needless.map(({ beganUs, endedUs }) => endedUs - beganUs));
  const meanwhile =
    places.length > 0 ? `while ${lines} waited` : `for work of ${showDuration(longest / 1000)} that needs none`;
  const work =
    places.length === 0 ? "all that is done meanwhile" : `what ${lines} ${places.length === 1 ? "waits" : "wait"} for`;
  if (kept.kind === "lock")
    return {
      code: "held-too-long",
      message: `The lock was held ${meanwhile}, and others queued for it${queue}, ${inAll}.`,
      hint: `What must nobody else do meanwhile? Does ${work} belong to that?`,
      at,
      costMs: lostUs / 1000,
    };
  const made = story.madeAt("semaphore", queuedAt);
  return {
    code: "held-too-long",
    message:
      `Places of the semaphore${made === null ? "" : ` that ${showLine(made, at)} makes`} were kept ${meanwhile}, ` +
      `and others queued for one${queue}, ${inAll}.`,
    hint: `What may only so many do at once? Does ${work} belong to that?`,
    at,
    costMs: lostUs / 1000,
  };
}

/** Where they wait as the call sees it that queues, or what it hands over: the place with most of the time first. */
function placesIn(needless: readonly Wait[], { frames }: Wait): readonly Position[] {
  const depth = Math.max(0, frames.length - 1);
  const queued = frames.at(-1)?.at;
  const found = new Map<string, { readonly at: Position; us: number }>();
  for (const wait of needless) {
    const same = queued !== undefined && wait.frames[depth] !== undefined && samePlace(wait.frames[depth].at, queued);
    const at = (wait.frames[same ? depth + 1 : depth] ?? wait.frames.at(-1))?.at;
    if (at === undefined) continue;
    const known = found.get(placeKey(at)) ?? { at, us: 0 };
    known.us += wait.endedUs - wait.beganUs;
    found.set(placeKey(at), known);
  }
  return [...found.values()].toSorted((a, b) => b.us - a.us).map(({ at }) => at);
}
