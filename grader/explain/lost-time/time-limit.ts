import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath, PathStep } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { waitsIn } from "../story/waits-by.ts";

/** A wait that was called off when its time was up. */
export interface TimeLimit extends Explanation {
  readonly times: number;
}

interface Limit {
  readonly at: Position;
  /** How long each of those waits went on that the limit ended, in the order of time. */
  readonly lengths: number[];
  /** How long the waits inside had gone on that it ended. */
  readonly cutUs: number[];
  /** When the first of them began, and what its call had waited for last before that. */
  readonly sinceUs: number;
  readonly after: Position | null;
  /** How long that went on. */
  readonly afterUs: number;
  /** The whole wait that was called off first, and how long it had stood in a queue by then, and where. */
  readonly whole: Whole;
}

interface Whole {
  readonly us: number;
  readonly queuedUs: number;
  readonly queuedAt: Position | null;
}

/**
 * Awaits on the critical path that came to an end only because their time was up: how long that took is a number of the submission's own, or what it is counted from.
 * @param lostUs what the run took too long
 * @param usual how long the waits go on that limits end in the solution: what those numbers cost is no mistake, unless they are counted from too late
 */
export function findTimeLimits(
  story: Story,
  { stretches }: CriticalPath,
  lostUs: number,
  usual: ReadonlySet<number> = new Set(),
): TimeLimit[] {
  const limits = new Map<string, Limit>();
  /** How long each visit of a call has gone on by then. */
  const spent = new Map<string, number>();
  const firsts = new Map<string, number>();
  for (const [index, { wait, steps, fromUs, toUs }] of stretches.entries()) {
    for (const key of new Set(steps.map(visitKey))) {
      spent.set(key, (spent.get(key) ?? 0) + toUs - fromUs);
      if (!firsts.has(key)) firsts.set(key, index);
    }
    const limit = wait.cut ? steps.findLast(({ at }) => story.awaits.isLimited(at)) : undefined;
    if (limit === undefined) continue;
    const us = spent.get(visitKey(limit))!;
    const cutUs = wait.endedUs - wait.beganUs;
    const known = limits.get(placeKey(limit.at));
    if (known === undefined) {
      const first = firsts.get(visitKey(limit))!;
      const sinceUs = stretches[first]!.fromUs;
      const own = stretches[first - 1]?.steps.find(({ frame, task }) => frame === limit.frame && task === limit.task);
      limits.set(placeKey(limit.at), {
        at: limit.at,
        lengths: [us],
        cutUs: [cutUs],
        sinceUs,
        after: own?.at ?? null,
        afterUs: own === undefined ? 0 : (spent.get(visitKey(own)) ?? 0),
        whole: wholeOf(story, limit, wait),
      });
    } else {
      known.lengths.push(us);
      known.cutUs.push(cutUs);
    }
  }
  return [...limits.values()]
    .filter((limit) => isLate(limit, lostUs) || !limit.cutUs.every((us) => usual.has(us)))
    .map((limit) => explain(limit, lostUs));
}

function visitKey({ frame, visit, task }: PathStep): string {
  return `${task} ${frame} ${visit}`;
}

/** Counted from the beginning of the run, or of the wait before it, it would have been up in time. */
function isLate({ lengths, sinceUs, afterUs }: Limit, lostUs: number): boolean {
  return lengths.length === 1 && (sinceUs === lostUs || afterUs === lostUs);
}

const queues = new Set(["lock", "semaphore", "queue"]);

/** All that the call waited for before its time was up, as far as no other round of it can be meant. */
function wholeOf(story: Story, { frame, at }: PathStep, cut: Wait): Whole {
  const inside = waitsIn(story, frame).filter(
    ({ frames, endedRow }) =>
      endedRow <= cut.endedRow && frames.some((each) => each.frame === frame && samePlace(each.at, at)),
  );
  const queued = inside.filter(({ kind }) => queues.has(kind));
  return {
    us: cut.endedUs - Math.min(cut.beganUs, ...inside.map(({ beganUs }) => beganUs)),
    queuedUs: queued.reduce((sum, { beganUs, endedUs }) => sum + endedUs - beganUs, 0),
    queuedAt: queued[0]?.frames.at(-1)?.at ?? null,
  };
}

function explain(limit: Limit, lostUs: number): TimeLimit {
  const { at, lengths, sinceUs, after } = limit;
  const us = lengths.reduce((sum, each) => sum + each, 0);
  const [first] = lengths;
  const line = showLine(at, at);
  if (isLate(limit, lostUs)) {
    const since = after === null || samePlace(after, at) ? "" : `, after the wait on ${showLine(after, at)}`;
    return {
      code: "time-limit",
      message: `The time of the wait on ${line} was up after ${showDuration(us / 1000)}, but it had begun to count only at ${showDuration(sinceUs / 1000)}${since}.`,
      hint: "From which moment on does this time count?",
      at,
      costMs: us / 1000,
      times: 1,
    };
  }
  const { whole } = limit;
  if (lengths.length === 1 && whole.queuedAt !== null && whole.us === whole.queuedUs + limit.cutUs[0]!)
    return {
      code: "time-limit",
      message:
        `The wait on ${line} was called off when its time was up, after ${showDuration(whole.us / 1000)}. ` +
        `For ${showDuration(whole.queuedUs / 1000)} of that it had stood in a queue on ${showLine(whole.queuedAt, at)}.`,
      hint: `What is this time meant for? Should the wait in the queue on ${showLine(whole.queuedAt, at)} be a part of it?`,
      at,
      costMs: lostUs / 1000,
      times: 1,
    };
  const each = lengths.every((length) => length === first) ? `, after ${showDuration(first! / 1000)} each` : "";
  return {
    code: "time-limit",
    message:
      lengths.length === 1
        ? `The wait on ${line} was called off when its time was up, but that was only after ${showDuration(us / 1000)}.`
        : `The wait on ${line} was called off ${lengths.length} times when its time was up${each}: ${showDuration(us / 1000)} in all.`,
    hint: "Which number decides when it is called off? How long may this take, in all and each time?",
    at,
    costMs: us / 1000,
    times: lengths.length,
  };
}
