import type { Run } from "../../sandbox/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { apart, rowOf, type Moment, type Said } from "../story/said.ts";
import { showTask } from "../story/task-name.ts";

/** What is said of a task that is over. */
const over = /\b(?:cancell?ed|stopped|aborted|done|over|ended|finished|true)\b/iu;

/** What is not there says nothing, and so nothing of a task either. */
const lacksAll = /^(?:undefined|nothing\b)/u;

/**
 * Something was looked at in the very step in which a task had been cancelled, and said what is wrong: the task was not over yet, since it stops only when its own
 * next step comes.
 * @param moment of the last step that counts; null for the last one of the entry
 */
export function explainJustCancelled(run: Run, { want, got }: Said, moment: Moment | null): Explanation | null {
  if (isCutOff(run) || !over.test(apart(want, got)) || over.test(apart(got, want)) || lacksAll.test(got)) return null;
  const { event, task, site, at } = run.trace;
  const until = rowOf(run, moment);
  if (until === null) return null;
  let row = until - 1;
  while (row >= 0 && event[row] !== "task-step" && event[row] !== "cancel-requested") row -= 1;
  const stopped = run.tasks.find(({ id }) => id === task[row]);
  const by = site[row] ?? null;
  if (event[row] !== "cancel-requested" || stopped === undefined || by === null || at[row] !== at[until]) return null;
  if (event.findIndex((each, i) => each === "task-ended" && task[i] === stopped.id && i < until) >= 0) return null;
  return {
    code: "just-cancelled",
    message: `Line ${by.line} had called cancel() of ${showTask(stopped)} just before that, and cancel() only asks: the task was not over yet.`,
    hint: `What has to happen between line ${by.line} and this for the task to be over, and what waits for that?`,
    at: by,
    costMs: 0,
  };
}
