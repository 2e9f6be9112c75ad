import { showDuration, type Position } from "../../values/index.ts";
import type { ProgramCatch } from "../../compile/index.ts";
import type { RequestRecord, Run, TaskRecord } from "../../sandbox/index.ts";
import type { Compared } from "./against-model.ts";
import type { Explanation } from "../explanation.ts";
import { explainGivenUp } from "./given-up.ts";
import { groupedBy } from "../story/grouped-by.ts";
import type { Model } from "./model.ts";
import { isSleep, lengthOf, type OwnPiece, type Piece } from "../story/pieces.ts";
import { hasFailed } from "../lost-time/hasty-retry.ts";
import { endOfError, wordsForEnd } from "../story/where-errors-end.ts";
import { placesOf } from "../too-soon/overlap.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { sharedPlace } from "../story/shared-place.ts";
import { hasOwnTimer } from "../story/timers.ts";

/** Work that the solution does and the run does not: it slept for less, did something less often, or has nothing there. */
export function findLessThanNeeded(compared: Compared, first: Piece, model: Model): Explanation | null {
  const { spare, sites } = compared;
  const shorter = sleptLess(compared, first);
  // Who does other things instead is not known to lack these.
  if (shorter !== null || spare.length > 0) return shorter;
  const own = sites.ownAt(first.site);
  return (
    fewTasks(compared, first, model) ??
    explainGivenUp(compared, first) ??
    (own.length > 0 ? doneLess(compared, first, own) : (lostAtOnce(compared, first) ?? notThere(compared, first)))
  );
}

/** As many sleeps of other lengths. */
function sleptLess({ own, missing, spare }: Compared, first: Piece): Explanation | null {
  const needed = missing.filter(({ site }) => site === first.site);
  const others = spare.filter((piece) => isSleep(piece));
  const places = others.map(({ wait }) => wait.frames.at(-1)?.at);
  const [at] = places;
  if (at === undefined || others.length > needed.length || !needed.every((piece) => isSleep(piece))) return null;
  if (others.some((piece, index) => lengthOf(piece) >= lengthOf(needed[index]!))) return null;
  // Where some of them are as long as they should be, it is what makes the others longer that is missing.
  const isOther = new Set<OwnPiece>(others);
  const isPartly = [...own.values()].flat().some((piece) => piece.site === others[0]!.site && !isOther.has(piece));
  if (isPartly || places.some((place) => place === undefined || !samePlace(place, at))) return null;
  const us = others.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const lessUs = others.reduce((sum, piece, index) => sum + lengthOf(needed[index]!) - lengthOf(piece), 0);
  const [took, less] = [us, lessUs].map((each) => showDuration(each / 1000));
  return {
    code: "slept-less",
    message:
      others.length === 1
        ? `The sleep on line ${at.line} took ${took}, ${less} less than it takes here.`
        : `The ${others.length} sleeps on line ${at.line} took ${took} in all, ${less} less than it takes here.`,
    hint: `Which number decides how long line ${at.line} sleeps, and is it the right one, in milliseconds?`,
    at,
    costMs: lessUs / 1000,
  };
}

function doneLess({ sites }: Compared, first: Piece, own: readonly OwnPiece[]): Explanation | null {
  const less = sites.modelAt(first.site).length - own.length;
  if (less <= 0) return null;
  // Of several tasks, each has calls of its own.
  const crews = groupedBy(own, ({ task }) => task).filter((crew) => crew.length > 1);
  const places = crews.length === 0 ? [sharedPlace(own)] : crews.map((crew) => sharedPlace(crew));
  const inner = own[0]!.wait.frames.at(-1)?.at ?? null;
  const shared = places.every((place) => place !== null && samePlace(place, places[0]!)) ? places[0]! : null;
  const at = shared ?? inner;
  if (at === null) return null;
  const inAll = crews.length > 1 ? " in all" : "";
  const message = isSleep(first)
    ? `Line ${at.line} waited ${times(own.length)}${inAll}; ${less === 1 ? "one more time is" : `${less} more times are`} needed here.`
    : `${own.length === 1 ? "1 request" : `${own.length} requests`} came of line ${at.line}${inAll}; ${less === 1 ? "one more is" : `${less} more are`} needed here.`;
  return {
    code: "done-less",
    message,
    hint: `What decides how often line ${at.line} is reached? Does that end too early, or leave one out?`,
    at,
    costMs: 0,
  };
}

function times(n: number): string {
  return n === 1 ? "once" : `${n} times`;
}

/** The task that would have done it was not made, though its fellows were. */
function fewTasks({ run, own }: Compared, { task }: Piece, model: Model): Explanation | null {
  const isMadeLike = (place: Position) => (each: TaskRecord) =>
    each.createdAt !== null && samePlace(each.createdAt, place);
  const maker = model.tasks.find(({ id }) => id === task)?.createdAt ?? null;
  if (maker === null || model.tasks[0]?.id === task) return null;
  const fellows = model.tasks.filter(isMadeLike(maker));
  const ids = new Set(fellows.map(({ id }) => id));
  const works = new Set(
    [...model.pieces.values()].flat().flatMap((piece) => (ids.has(piece.task) ? [piece.what] : [])),
  );
  const records = new Map(run.tasks.slice(1).map((each) => [each.id, each]));
  const makers = [...works].flatMap((what) => (own.get(what) ?? []).map((piece) => records.get(piece.task)?.createdAt));
  const [most] = groupedBy(makers, (at) => (at == null ? undefined : placeKey(at))).toSorted(
    (a, b) => b.length - a.length,
  );
  const at = most?.[0];
  if (at == null) return null;
  const made = run.tasks.filter(isMadeLike(at)).length;
  if (made >= fellows.length) return null;
  return {
    code: "done-less",
    message: `Line ${at.line} made ${made === 1 ? "1 task" : `${made} tasks`}; ${fellows.length - made === 1 ? "one more is" : `${fellows.length - made} more are`} needed here.`,
    hint: `What decides how many tasks line ${at.line} makes, and is one left out?`,
    at,
    costMs: 0,
  };
}

/** Nothing in the run stands for it: what comes before and after it tells where it belongs. */
function notThere({ run, story, own, model, missing }: Compared, first: Piece): Explanation | null {
  const needed = missing.filter(({ site }) => site === first.site);
  if (hasOwnTimer(run.trace) && needed.some((piece) => isSleep(piece))) return null;
  const before = first.before === null ? undefined : own.get(first.before.what)?.[first.before.nr];
  const next = [...model.values()]
    .flat()
    .find((piece) => piece.before?.what === first.what && piece.before.nr === first.nr);
  const after = next === undefined ? undefined : own.get(next.what)?.[next.nr];
  const both = before && after && before.task === after.task ? placesOf(run, story, before.wait, after.wait) : null;
  const [a, b] = both ?? [before, after].map((piece) => piece?.wait.frames[0]?.at);
  const at = b ?? a;
  if (at === undefined) return null;
  // What goes on beside the one before it lacks no wait between the two.
  if (before !== undefined && after !== undefined && after.beganUs < before.endedUs) return null;
  // Nor does anything come after what the end of the run has met.
  if (before !== undefined && before.wait.endedRow >= story.endRow) return null;
  const caught = before === undefined || after !== undefined ? null : endOfFailure(run, before);
  if (caught !== null)
    return {
      code: "missing-wait",
      message:
        `What ${showLine(at, caught.at)} waited for failed at ${showDuration(before!.endedUs / 1000)}, and ` +
        `${wordsForEnd(caught, caught.at)}. After that, ${whatIsMissing(needed)}.`,
      hint: `What should come after this failure, and which way does the code go from line ${caught.at.line}?`,
      at: caught.at,
      costMs: 0,
    };
  const [over, began] = [before?.endedUs, after?.beganUs].map((us) => showDuration((us ?? 0) / 1000));
  const where =
    a === undefined
      ? `Before line ${at.line} began, at ${began},`
      : b === undefined
        ? `After line ${at.line} was over, at ${over},`
        : samePlace(a, b)
          ? `Line ${at.line} was over at ${over} and was begun anew at ${began === over ? "once" : began}:`
          : `${capital(showLine(a, at))} was over at ${over}, and line ${at.line} began at ${began === over ? "once" : began}:`;
  return {
    code: "missing-wait",
    message: `${where} ${whatIsMissing(needed)}.`,
    hint: "What has to pass there, and which line awaits that?",
    at,
    costMs: needed.reduce((sum, piece) => sum + lengthOf(piece), 0) / 1000,
  };
}

/** Where the error of a failed request was caught for good, when its task did nothing more after that. */
function endOfFailure(run: Run, { wait, task, endedUs }: OwnPiece): ProgramCatch | null {
  const isIt = (request: RequestRecord): boolean =>
    request.task === task && request.endMs !== null && Math.round(request.endMs * 1000) === endedUs;
  const isOver = run.tasks.some(({ id, endedMs }) => id === task && Math.round((endedMs ?? 0) * 1000) === endedUs);
  if (!isOver || !run.requests.some((request) => isIt(request) && hasFailed(request))) return null;
  const end = endOfError(run, wait.frames);
  return end === null || end.rethrows ? null : end;
}

function whatIsMissing(needed: readonly Piece[]): string {
  const us = needed.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const isWait = needed.every((piece) => isSleep(piece));
  const isAlike = needed.every((piece) => lengthOf(piece) === lengthOf(needed[0]!));
  const each = isWait ? `a wait of ${showDuration(lengthOf(needed[0]!) / 1000)}` : "a wait for an answer";
  if (needed.length === 1) return `${each} is missing`;
  return isAlike || !isWait
    ? `${each} is missing, ${needed.length} times in all`
    : `${needed.length} waits are missing, ${showDuration(us / 1000)} in all`;
}

/** It was begun, but whoever began it was over at once. */
function lostAtOnce({ run, story }: Compared, { what }: Piece): Explanation | null {
  const [call, ...others] = run.text?.floating ?? [];
  const lost = story.waits.find((wait) => wait.what === what && wait.beganUs === wait.endedUs);
  const at = lost?.frames.at(-1)?.at;
  if (lost === undefined || at === undefined || call === undefined || others.length > 0) return null;
  return {
    code: "not-awaited",
    message: `What line ${at.line} began at ${showDuration(lost.beganUs / 1000)} was not waited for: nothing waits for the call on line ${call.line}.`,
    hint: `What has to wait for the call on line ${call.line}, and where?`,
    at: call,
    costMs: 0,
  };
}
