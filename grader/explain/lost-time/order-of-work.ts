import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { Candidate } from "./candidate.ts";
import { tasksLike } from "../story/crew.ts";
import type { Explanation } from "../explanation.ts";
import { placeKey, showLine } from "../story/place.ts";
import type { Story, TaskStory } from "../story/story.ts";

/** One piece of work, as one of several tasks did it. In µs. */
interface Piece {
  readonly fromUs: number;
  toUs: number;
}

/** More pieces than these are not put in another order. */
const mostPieces = 1000;

/**
 * Tasks that took turns with what one queue gave, where just what was lost is won by the same tasks when they take the same things in the opposite order, or
 * the longest first: then there are enough of them, and it is the order that cost it.
 * @param shared what was told of these tasks: too few of them, for all that is known without this
 */
export function findOrderOfWork(run: Run, story: Story, shared: Candidate, lostUs: number): Explanation | null {
  const at = shared.workAt ?? shared.at;
  const worker = at === null ? undefined : workerAt(story, at);
  if (at === null || worker === undefined) return null;
  const crew = tasksLike(story, worker);
  const pieces = piecesAt(story, new Set(crew.map(({ id }) => id)), at);
  if (crew.length < 2 || pieces.length <= crew.length || pieces.length > mostPieces) return null;
  const lengths = pieces.map(({ fromUs, toUs }) => toUs - fromUs);
  const beganUs = Math.min(...pieces.map(({ fromUs }) => fromUs));
  const us = Math.max(...pieces.map(({ toUs }) => toUs)) - beganUs;
  // Else somebody had to wait until there was something to take, or had more to do.
  if (us !== timeFor(lengths, crew.length)) return null;
  const orders = [lengths.toReversed(), lengths.toSorted((a, b) => b - a)];
  if (!orders.some((order) => us - timeFor(order, crew.length) === lostUs)) return null;
  const queue = (run.makers ?? []).filter(({ kind }) => kind === "queue");
  const maker = queue.length === 1 ? queue[0]! : null;
  const longest = pieces.reduce((best, each) => (each.toUs - each.fromUs > best.toUs - best.fromUs ? each : best));
  const marked = maker?.gives === undefined ? at : maker.at;
  const isFirst = pieces.every(({ fromUs }) => fromUs >= longest.fromUs);
  if (maker?.gives === undefined && isFirst) return null;
  const gives =
    maker?.gives === "last"
      ? `what line ${marked.line} makes gives first what was put in last`
      : maker?.gives === "least"
        ? `what line ${marked.line} makes gives the least first`
        : "the queue gave the short ones first";
  return {
    code: "order-of-work",
    message:
      `${crew.length} tasks shared ${pieces.length} pieces of work on ${showLine(at, marked)}, and ${gives}: ` +
      `the longest, ${showDuration((longest.toUs - longest.fromUs) / 1000)}, was begun only at ${showDuration(longest.fromUs / 1000)}.`,
    hint: "In which order have they to be done, and what decides here which of them is next?",
    at: marked,
    costMs: lostUs / 1000,
  };
}

function workerAt({ waits, tasks }: Story, at: Position): TaskStory | undefined {
  const key = placeKey(at);
  const wait = waits.find(({ frames, beganUs, endedUs }) => {
    return endedUs > beganUs && frames.some((frame) => placeKey(frame.at) === key);
  });
  return tasks.get(wait?.task ?? 0);
}

/** What went on there, in the order in which it was begun: all waits of one call, or each wait of its own. */
function piecesAt({ waits }: Story, crew: ReadonlySet<number>, at: Position): readonly Piece[] {
  const pieces = new Map<string, Piece & { readonly row: number }>();
  const place = placeKey(at);
  for (const { task, frames, number, beganUs, beganRow, endedUs } of waits) {
    const own = crew.has(task) ? frames.findIndex((frame) => placeKey(frame.at) === place) : -1;
    if (own < 0) continue;
    const call = frames[own + 1]?.frame;
    const key = call === undefined ? `wait ${number}` : `call ${call}`;
    const known = pieces.get(key);
    if (known === undefined) pieces.set(key, { fromUs: beganUs, toUs: endedUs, row: beganRow });
    else known.toUs = Math.max(known.toUs, endedUs);
  }
  return [...pieces.values()].toSorted((a, b) => a.row - b.row);
}

/** How long so many take for pieces of these lengths, when whoever is free takes the next. */
function timeFor(lengths: readonly number[], workers: number): number {
  const busyUntil = Array.from({ length: workers }, () => 0);
  for (const length of lengths) {
    const first = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[first]! += length;
  }
  return Math.max(...busyUntil);
}
