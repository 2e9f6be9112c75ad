import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { explainQueue } from "../lost-time/blocked.ts";
import { lastBelow } from "../story/in-order.ts";
import type { Model } from "./model.ts";
import { mostTaken } from "../story/most-taken.ts";
import { samePlace, showLine } from "../story/place.ts";
import { type OwnPiece, piecesIn, type Piece, type Pieces } from "../story/pieces.ts";
import type { Queue } from "../story/queued-for.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";

/** A piece of work, and the same one of the solution's run. */
interface Pair {
  readonly own: OwnPiece;
  readonly model: Piece;
}

/**
 * What put off the first piece of work that began later than in the solution's run, where the two do the same work and all that began late afterwards did so
 * because of that one: then it cost all that was lost, wherever the critical path leads. It stood in a queue for a place of a semaphore, or its task was made only after its
 * maker had waited for something. Null for anything else.
 */
export function findFirstLate(run: Run, story: Story, model: Model, lostUs: number): Explanation | null {
  const pieces = piecesIn(story);
  const pairs = pairsOf(pieces, model.pieces);
  if (pairs === null) return null;
  const late = pairs.filter(({ own, model: theirs }) => own.beganUs > theirs.beganUs);
  const [first] = late.toSorted(
    (a, b) => a.model.beganUs - b.model.beganUs || a.own.wait.beganRow - b.own.wait.beganRow,
  );
  if (
    first === undefined ||
    pairs.some(({ own, model: { beganUs } }) => own.beganUs < Math.min(beganUs, first.model.beganUs))
  )
    return null;
  const told = explainQueued(run, story, model, first) ?? explainMadeLate(story, first);
  return told === null || !doFollow({ run, story, pieces, model, first }, late)
    ? null
    : { ...told, costMs: lostUs / 1000 };
}

/** Null when the two differ in anything but in when their work begins. */
function pairsOf(pieces: Pieces<OwnPiece>, theirs: Pieces): readonly Pair[] | null {
  if (pieces.size !== theirs.size) return null;
  const pairs: Pair[] = [];
  for (const [what, same] of pieces) {
    const others = theirs.get(what);
    if (others?.length !== same.length) return null;
    for (const [nr, own] of same.entries()) {
      const model = others[nr]!;
      if (own.endedUs - own.beganUs !== model.endedUs - model.beganUs) return null;
      pairs.push({ own, model });
    }
  }
  return pairs;
}

/** The wait for a place, or a lock, that it began with. */
function queueBefore({ tasks }: Story, { task, wait, isQueued }: OwnPiece): Wait | null {
  return isQueued ? lastBelow(tasks.get(task)!.waits, ({ endedRow }) => endedRow, wait.beganRow)! : null;
}

function explainQueued(run: Run, story: Story, { places }: Model, { own, model }: Pair): Explanation | null {
  const queued = queueBefore(story, own);
  if (queued === null || queued.kind !== "semaphore" || queued.beganUs > model.beganUs) return null;
  const waits = story.waits.filter(({ what, beganUs, endedUs }) => what === queued.what && beganUs < endedUs);
  const told = explainQueue(run, story, waits.toSorted((a, b) => a.beganRow - b.beganRow) as unknown as Queue);
  const isNarrower = places === 0 || (mostTaken(run.trace).get(queued.what) ?? 0) < places;
  return told.code === "narrow-limit" && !isNarrower ? null : told;
}

/** A task that begins with its work, made when a wait of its maker was over that the solution does not wait for before it makes that one. */
function explainMadeLate(story: Story, { own, model }: Pair): Explanation | null {
  const task = story.tasks.get(own.task)!;
  const maker = story.tasks.get(task.creator);
  const before = maker === undefined ? undefined : lastBelow(maker.waits, ({ endedRow }) => endedRow, task.createdRow);
  if (maker === undefined || before === undefined || task.createdAt === null) return null;
  const isJustMade = task.createdUs === own.beganUs && before.endedUs === task.createdUs;
  const at = whereWaited(maker, before, task);
  if (!isJustMade || before.beganUs > model.beganUs || at === null) return null;
  const line = showLine(task.createdAt, at);
  return {
    code: "created-late",
    message:
      `Line ${at.line} waited ${showDuration((before.endedUs - before.beganUs) / 1000)}, and only then, at ${showDuration(task.createdUs / 1000)}, ` +
      `${line} made a task that could begin at ${showDuration(model.beganUs / 1000)}.`,
    hint: `Does what ${line} makes need what line ${at.line} gives? If not, make it before you wait there.`,
    at,
    costMs: 0,
  };
}

/** In the call that goes on afterwards, when that waits there only once: rounds of a loop are told by another. */
function whereWaited({ waits }: TaskStory, before: Wait, { createdAt, createdRow }: TaskStory): Position | null {
  const later = new Set(
    waits.filter(({ beganRow }) => beganRow > createdRow).flatMap(({ frames }) => frames.map(({ frame }) => frame)),
  );
  const depth = Math.max(
    0,
    before.frames.findLastIndex(({ frame }) => later.has(frame)),
  );
  const at = before.frames[depth]?.at;
  if (at === undefined || (at.line === createdAt!.line && at.file === createdAt!.file)) return null;
  const call = before.frames[depth + 1]?.frame;
  const isAgain = waits.some(({ number, frames }) => {
    const same = frames.findIndex((frame) => samePlace(frame.at, at));
    return number !== before.number && same >= 0 && (call === undefined || frames[same + 1]?.frame !== call);
  });
  return isAgain ? null : at;
}

interface Known {
  readonly run: Run;
  readonly story: Story;
  readonly pieces: Pieces<OwnPiece>;
  readonly model: Model;
  readonly first: Pair;
}

/** Each of them comes after the same as in the solution's run, or waits as the first one did, or took what came next from a queue. */
function doFollow(known: Known, late: readonly Pair[]): boolean {
  const left = new Map<string, number>();
  for (const same of known.model.pieces.values()) {
    for (const piece of same) left.set(keyOf(piece), (left.get(keyOf(piece)) ?? 0) + 1);
  }
  return late.every((pair) => {
    const times = left.get(keyOf(pair.own)) ?? 0;
    left.set(keyOf(pair.own), times - 1);
    return isPutOffAlike(known, pair) || (pair.own.before !== null && times > 0) || isJoined(known, pair);
  });
}

function keyOf({ what, before }: Piece): string {
  return `${before?.what} ${what}`;
}

function isPutOffAlike({ run, story, model, first }: Known, { own, model: theirs }: Pair): boolean {
  const queued = queueBefore(story, own);
  if (queued !== null) {
    const isSame = queued.what === queueBefore(story, first.own)?.what;
    return (
      isSame || theirs.isQueued || (model.places > 0 && (mostTaken(run.trace).get(queued.what) ?? 0) >= model.places)
    );
  }
  const [task, other] = [story.tasks.get(own.task)!, story.tasks.get(first.own.task)!];
  const isMadeAlike =
    task.creator === other.creator && task.createdUs === other.createdUs && own.beganUs === task.createdUs;
  return isMadeAlike || task.takers.size > 0;
}

/** What was over last is another one, and both are over in either run: it waits for both. */
function isJoined({ pieces, model }: Known, { own, model: theirs }: Pair): boolean {
  if (own.before === null || theirs.before === null) return false;
  const last = model.pieces.get(own.before.what)?.[own.before.nr];
  const theirLast = pieces.get(theirs.before.what)?.[theirs.before.nr];
  return (
    last !== undefined && theirLast !== undefined && last.endedUs <= theirs.beganUs && theirLast.endedUs <= own.beganUs
  );
}
