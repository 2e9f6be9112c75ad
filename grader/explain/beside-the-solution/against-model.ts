import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { toldBy } from "../at-mended.ts";
import { findBegunTooSoon, findOutOfTurn } from "./begun-too-soon.ts";
import { isCutOff } from "../story/cut-off.ts";
import { counterpartsOf, meantToStop, stoppedAlike } from "./counterparts.ts";
import { explainEarlyDone } from "../left-behind/early-done.ts";
import { findLessThanNeeded } from "./less-than-needed.ts";
import type { Mended } from "../mended.ts";
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
 * The first thing in which a run that was over too soon differs from the solution's: until then the two are alike, so that the cause is there. What comes after it
 * follows from it, unless it tells of a line that was mended.
 */
export function findFirstDifference(compared: Compared, model: Model, mended?: Mended | null): Explanation | null {
  const stopped = stoppedEarly(compared, model);
  // How much of its work is done by what is stopped in the middle of it follows from when that is.
  const apart = new Set([...meantToStop(compared.run, model).values()].map(({ id }) => id));
  const missing = compared.missing.filter(({ task }) => !apart.has(task));
  const early = startsEarly(compared);
  const differences = (most: number): readonly Way[] => {
    const found = [
      ...(stopped === null ? [] : [{ us: stopped.us, tell: () => stopped.told }]),
      ...missing.slice(0, most).map((piece) => ({
        us: piece.beganUs,
        tell: () => findLessThanNeeded(compared, piece, model),
      })),
      ...early.slice(0, most).map((each) => ({
        us: each.model.beganUs,
        tell: () => findBegunTooSoon(compared, each),
      })),
    ];
    return found.toSorted((a, b) => a.us - b.us).map(({ tell }) => tell);
  };
  return firstOf(differences, mended);
}

/** What began before something was over that comes first in the solution's run; null when too many went on at once, or nothing began early. */
export function explainEarly(run: Run, model: Model, fromMs = Infinity, mended?: Mended | null): Explanation | null {
  if (isCutOff(run)) return null;
  const compared = compare(run, tellStory(run), model);
  const early = startsEarly(compared).filter(({ own }) => own.beganUs <= fromMs * 1000);
  return firstOf((most) => early.slice(0, most).map((each) => () => findOutOfTurn(compared, each)), mended);
}

/** What the run does less often than the solution's, or not at all, when all that it does is done there, too. */
export function explainLess(run: Run, model: Model, mended?: Mended | null): Explanation | null {
  if (isCutOff(run)) return null;
  const compared = compare(run, tellStory(run), model);
  if (compared.spare.length > 0) return null;
  const { missing } = compared;
  return firstOf(
    (most) => missing.slice(0, most).map((piece) => () => findLessThanNeeded(compared, piece, model)),
    mended,
  );
}

type Way = () => Explanation | null;

/** More differences of a kind than these are not looked at. */
const mostLooked = 50;

/** @param differences the first ones of each kind, as many as are asked for */
function firstOf(differences: (most: number) => readonly Way[], mended: Mended | null | undefined): Explanation | null {
  const usual = toldBy(null, differences(1));
  return mended == null ? usual : toldBy(mended, [() => usual, ...differences(mostLooked)]);
}

/** A piece of work that began before it does in the solution's run. */
export interface Early {
  readonly own: OwnPiece;
  readonly model: Piece;
}

export function firstEarly(compared: Compared): Early | null {
  return startsEarly(compared)[0] ?? null;
}

/** Of each kind of work the first that began early, in the order in which they did. */
function startsEarly({ own, model }: Compared): readonly Early[] {
  const found = [...own].flatMap(([what, same]): Early[] => {
    const theirs = model.get(what) ?? [];
    const nr = same.findIndex(({ beganUs }, index) => beganUs < (theirs[index]?.beganUs ?? 0));
    return nr < 0 ? [] : [{ own: same[nr]!, model: theirs[nr]! }];
  });
  return found.toSorted((a, b) => a.own.wait.beganRow - b.own.wait.beganRow);
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
