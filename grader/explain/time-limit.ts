import { showDuration, type Position } from "../values/index.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, samePlace, showLine } from "./place.ts";
import type { Story } from "./story.ts";

/** A wait that was called off when its time was up. */
export interface TimeLimit extends Explanation {
  readonly times: number;
}

interface Limit {
  readonly at: Position;
  /** How long each of those waits went on that the limit ended, in the order of time. */
  readonly lengths: number[];
  /** When the first of them began, and what its call had waited for last before that. */
  readonly sinceUs: number;
  readonly after: Position | null;
}

/**
 * Awaits on the critical path that came to an end only because their time was up: how long that took is a number of the submission's own, or what it is counted from.
 * @param lostUs what the run took too long
 */
export function findTimeLimits(story: Story, { stretches }: CriticalPath, lostUs: number): TimeLimit[] {
  const limits = new Map<string, Limit>();
  for (const [index, { wait, steps }] of stretches.entries()) {
    const limit = wait.cut ? steps.findLast(({ at }) => story.awaits.isLimited(at)) : undefined;
    if (limit === undefined) continue;
    let us = 0;
    let first = index;
    for (const [i, before] of stretches.slice(0, index + 1).entries()) {
      if (!before.steps.some(({ frame, visit, task }) => isSame({ frame, visit, task }, limit))) continue;
      us += before.toUs - before.fromUs;
      first = Math.min(first, i);
    }
    const known = limits.get(placeKey(limit.at));
    if (known === undefined) {
      const sinceUs = stretches[first]!.fromUs;
      const own = stretches[first - 1]?.steps.find(({ frame, task }) => frame === limit.frame && task === limit.task);
      limits.set(placeKey(limit.at), { at: limit.at, lengths: [us], sinceUs, after: own?.at ?? null });
    } else known.lengths.push(us);
  }
  return [...limits.values()].map((limit) => explain(limit, lostUs));
}

interface Step {
  readonly frame: number;
  readonly visit: string;
  readonly task: number;
}

function isSame(a: Step, b: Step): boolean {
  return a.frame === b.frame && a.visit === b.visit && a.task === b.task;
}

function explain({ at, lengths, sinceUs, after }: Limit, lostUs: number): TimeLimit {
  const us = lengths.reduce((sum, each) => sum + each, 0);
  const [first] = lengths;
  const line = showLine(at, at);
  if (lengths.length === 1 && sinceUs === lostUs) {
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
