import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath, PathStep } from "../story/critical-path.ts";
import { placeKey, showLine } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import type { TimeLimit } from "./time-limit.ts";

/** Awaits on the critical path for which a timer of the submission's own had been set, to stop what they wait for, and which it did not end any sooner. */
export function findOwnLimits({ trace }: Run, story: Story, { stretches }: CriticalPath): TimeLimit[] {
  const found = new Map<string, { readonly step: PathStep; readonly timer: Position; fromUs: number; toUs: number }>();
  for (const { steps, fromUs, toUs } of stretches) {
    for (const step of steps) {
      const timer = story.awaits.timerOf(step.at);
      if (timer === null) continue;
      const key = `${step.task} ${step.frame} ${step.visit}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { step, timer, fromUs, toUs });
      else known.toUs = toUs;
    }
  }
  if (found.size === 0) return [];
  const rows = timerRows(trace);
  const limits = [...found.values()].flatMap(({ step, timer, fromUs, toUs }): TimeLimit[] => {
    const row = rows
      .get(lineKey(timer))
      ?.findLast((each) => trace.task[each] === step.task && trace.at[each]! <= fromUs);
    const dueMs = row === undefined ? Number.NaN : Number.parseFloat(trace.detail[row]!);
    // One that was to go off sooner than it ended has not stopped it.
    if (row === undefined || !(Math.round(dueMs * 1000) >= toUs)) return [];
    const setMs = trace.at[row]! / 1000;
    const [line, waiting] = [showLine(timer, timer), showLine(step.at, timer)];
    const took = showDuration((toUs - fromUs) / 1000);
    return [
      {
        code: "own-limit",
        message:
          Math.round(dueMs * 1000) === toUs
            ? `What ${waiting} waits for went on for ${took}, until the timer of ${line} stopped it.`
            : `What ${waiting} waits for went on for ${took}: the timer of ${line}, which is to stop it, was set to ${showDuration(dueMs - setMs)}.`,
        hint: "When does this have to be stopped, and what is that timer's time reckoned from?",
        at: timer,
        costMs: (toUs - fromUs) / 1000,
        times: 1,
      },
    ];
  });
  return limits.toSorted((a, b) => b.costMs - a.costMs).slice(0, 1);
}

function timerRows({ event, site }: Run["trace"]): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, each] of event.entries()) {
    const at = each === "timer-set" ? site[row] : null;
    if (at == null) continue;
    const own = rows.get(lineKey(at));
    if (own) own.push(row);
    else rows.set(lineKey(at), [row]);
  }
  return rows;
}

/** The runtime names the call itself, or a part of it. */
function lineKey(at: Position): string {
  return placeKey({ ...at, column: 0 });
}
