import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import type { Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/** Where a task came to a barrier, or went on from there: the row in which it has the barrier's own lock. */
interface Visit {
  readonly row: number;
  readonly at: Position;
  /** Of the lock: there is one for each barrier. */
  readonly lock: string;
}

/**
 * A barrier that let a task go on to work that begins too soon, when the one whose work comes before that was still on its way to it.
 * @param before what has to be over first, and `early` what began meanwhile
 */
export function explainMetTooFew(run: Run, before: Wait, early: Wait): Explanation | null {
  for (const { kind, at: made, awaits } of run.makers ?? []) {
    if (kind !== "barrier" || before.task === early.task) continue;
    const passed = visits(run, early.task, awaits).findLast(({ row }) => row < early.beganRow);
    const came = visits(run, before.task, awaits).find(({ row }) => row > before.endedRow);
    if (passed === undefined || came === undefined || passed.lock !== came.lock) continue;
    if (run.trace.at[passed.row] !== early.beganUs) continue;
    const isThere = visits(run, before.task, awaits).some(({ row }) => run.trace.at[row] === early.beganUs);
    const [who, other] = [early, before].map(({ task }) => recordOf(run, task));
    if (isThere || who === undefined || other === undefined) continue;
    const cameUs = run.trace.at[came.row]!;
    return {
      code: "met-too-few",
      message:
        `The barrier that line ${made.line} makes let ${showTask(who)} go on from ${showLine(passed.at, made)} at ${showDuration(early.beganUs / 1000)}, ` +
        `when ${showTask(other)} was still on its way to it: that one came at ${showDuration(cameUs / 1000)}.`,
      hint: "For how many is the barrier made, and how many are to meet there?",
      at: made,
      costMs: (cameUs - early.beganUs) / 1000,
    };
  }
  return null;
}

function visits({ trace }: Run, task: number, awaits: readonly Position[]): Visit[] {
  return trace.event.flatMap((event, row) => {
    const at = event === "held" && trace.task[row] === task ? (trace.site[row] ?? null) : null;
    return at !== null && awaits.some((each) => samePlace(each, at)) ? [{ row, at, lock: trace.detail[row]! }] : [];
  });
}
