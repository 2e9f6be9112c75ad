import { showDuration, type Position } from "../values/index.ts";
import type { CriticalPath, PathStep } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, showLine } from "./place.ts";
import type { Story } from "./story.ts";

/** A wait that was called off when its time was up. */
export interface TimeLimit extends Explanation {
  readonly times: number;
}

interface Limit {
  readonly at: Position;
  /** How long each of those waits went on that the limit ended, in the order of time. */
  readonly lengths: number[];
}

/** Awaits on the critical path that came to an end only because their time was up: how long that took is a number of the submission's own. */
export function findTimeLimits(story: Story, { stretches }: CriticalPath): TimeLimit[] {
  const limits = new Map<string, Limit>();
  /** How long each visit of a call has gone on by then. */
  const spent = new Map<string, number>();
  for (const { wait, steps, fromUs, toUs } of stretches) {
    for (const key of new Set(steps.map(visitKey))) spent.set(key, (spent.get(key) ?? 0) + toUs - fromUs);
    const limit = wait.cut ? steps.findLast(({ at }) => story.awaits.isLimited(at)) : undefined;
    if (limit === undefined) continue;
    const us = spent.get(visitKey(limit))!;
    const known = limits.get(placeKey(limit.at));
    if (known === undefined) limits.set(placeKey(limit.at), { at: limit.at, lengths: [us] });
    else known.lengths.push(us);
  }
  return [...limits.values()].map(explain);
}

function visitKey({ frame, visit, task }: PathStep): string {
  return `${task} ${frame} ${visit}`;
}

function explain({ at, lengths }: Limit): TimeLimit {
  const us = lengths.reduce((sum, each) => sum + each, 0);
  const [first] = lengths;
  const line = showLine(at, at);
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
