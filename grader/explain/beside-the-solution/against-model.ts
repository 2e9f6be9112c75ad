import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { findBegunTooSoon, findOutOfTurn } from "./begun-too-soon.ts";
import { isCutOff } from "../story/cut-off.ts";
import { counterpartsOf, meantToStop, stoppedAlike } from "./counterparts.ts";
import { explainEarlyDone } from "../left-behind/early-done.ts";
import { findLessThanNeeded } from "./less-than-needed.ts";
import type { Model } from "./model.ts";
import { type OwnPiece, piecesIn, type Piece, type Pieces } from "../story/pieces.ts";
import { SameSites } from "../story/same-sites.ts";
import { tellStory, type Story } from "../story/story.ts";
import { findCutShort } from "../left-behind/unfinished.ts";

/** What a run did in comparison with the solution's. */
export interface Compared {
  readonly run: Run;
  readonly story: Story;
  readonly own: Pieces<OwnPiece>;
  readonly model: Pieces;
  readonly sites: SameSites;
  /** Of the solution's, what the run did not do: of several that are alike, the last ones. In the order in which they began. */
  readonly missing: readonly Piece[];
  /** The other way round. */
  readonly spare: readonly OwnPiece[];
}

export function compare(run: Run, story: Story, { pieces: model }: Model): Compared {
  const own = piecesIn(story);
  const missing = beyond(model, own);
  return { run, story, own, model, sites: new SameSites(own, model), missing, spare: beyond(own, model) };
}

function beyond<P extends Piece>(all: Pieces<P>, known: Pieces): P[] {
  const more = [...all].flatMap(([what, same]) => same.slice(known.get(what)?.length ?? 0));
  return more.toSorted((a, b) => a.beganUs - b.beganUs);
}

/**
 * The first thing in which a run that was over too soon differs from the solution's: until then the two are alike, so that the cause is there.
 */
export function findFirstDifference(compared: Compared, model: Model): Explanation | null {
  const early = firstEarly(compared);
  // How much of its work is done by what is stopped in the middle of it follows from when that is.
  const apart = new Set([...meantToStop(compared.run, model).values()].map(({ id }) => id));
  const missing = compared.missing.find(({ task }) => !apart.has(task));
  const stopped = stoppedEarly(compared, model);
  const found = [
    stopped && { us: stopped.us, tell: () => stopped.told },
    missing && { us: missing.beganUs, tell: () => findLessThanNeeded(compared, missing, model) },
    early && { us: early.model.beganUs, tell: () => findBegunTooSoon(compared, early) },
  ];
  const inOrder = found.filter((each) => each != null).toSorted((a, b) => a.us - b.us);
  for (const { tell } of inOrder) {
    const told = tell();
    if (told !== null) return told;
  }
  return null;
}

/** What began before something was over that comes first in the solution's run; null when too many went on at once, or nothing began early. */
export function explainEarly(run: Run, model: Model, fromMs = Infinity): Explanation | null {
  if (isCutOff(run)) return null;
  const compared = compare(run, tellStory(run), model);
  const early = firstEarly(compared);
  return early === null || early.own.beganUs > fromMs * 1000 ? null : findOutOfTurn(compared, early);
}

/** What the run does less often than the solution's, or not at all, when all that it does is done there, too. */
export function explainLess(run: Run, model: Model): Explanation | null {
  if (isCutOff(run)) return null;
  const compared = compare(run, tellStory(run), model);
  const [first] = compared.missing;
  return first === undefined || compared.spare.length > 0 ? null : findLessThanNeeded(compared, first, model);
}

/** A piece of work that began before it does in the solution's run. */
export interface Early {
  readonly own: OwnPiece;
  readonly model: Piece;
}

export function firstEarly({ own, model }: Compared): Early | null {
  let first: Early | null = null;
  for (const [what, same] of own) {
    const theirs = model.get(what) ?? [];
    const nr = same.findIndex(({ beganUs }, index) => beganUs < (theirs[index]?.beganUs ?? 0));
    const piece = same[nr];
    if (piece === undefined || (first !== null && first.own.wait.beganRow < piece.wait.beganRow)) continue;
    first = { own: piece, model: theirs[nr]! };
  }
  return first;
}

/** A task that was cancelled, though in the solution's run it went on at that time. */
function stoppedEarly(
  { run, story }: Compared,
  model: Model,
): { readonly us: number; readonly told: Explanation } | null {
  const theirs = counterpartsOf(run, model);
  // What is stopped in the middle of its work in any case does not decide when that is.
  const meant = meantToStop(run, model);
  const stopped = run.tasks.filter(({ id, state, endedMs }) => {
    const other = theirs.get(id);
    const isMeant = other?.state === "cancelled" && (other.endedMs ?? 0) <= (endedMs ?? 0);
    return state === "cancelled" && !isMeant && !meant.has(id);
  });
  const told =
    stopped.length === 0
      ? null
      : (explainEarlyDone(run) ?? findCutShort(run, story, new Set(stoppedAlike(run, story, model).keys()), stopped));
  const us = Math.min(...stopped.map(({ endedMs }) => Math.round((endedMs ?? 0) * 1000)));
  return told === null ? null : { us, told };
}
