import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration, spanHolds } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import { apart, rowOf, type Moment, type Said } from "../story/said.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/**
 * What was said of a task is wrong, since the question that it was asked does not tell one state from another: its state comes from `done()` before
 * `cancelled()`, from any error of `result()`, or from the mere call of `cancel()`.
 * @param moment null for the end of the entry
 */
export function explainAskedStates(run: Run, said: Said, moment: Moment | null): Explanation | null {
  const { askedLast = [], triedResults = [], cancels = [] } = run.text ?? {};
  if (isCutOff(run) || askedLast.length + triedResults.length + cancels.length === 0) return null;
  const until = rowOf(run, moment);
  if (until === null) return null;
  const words = { missing: lettersIn(apart(said.want, said.got)), spare: lettersIn(apart(said.got, said.want)) };
  if (words.missing === "" && words.spare === "") return null;
  return (
    (words.missing === "" ? null : askedTooLate(run, until)) ??
    triedTooEarly(run, until) ??
    (stopped.test(words.spare) && !stopped.test(words.missing) ? cancelledTooLate(run, until) : null)
  );
}

/** What is said of a task that was cancelled. */
const stopped = /\b(?:cancell?ed|stopped|aborted|killed|called off|given up|dropped|cut)\b/iu;

/** Numbers are wrong for other reasons. */
function lettersIn(words: string): string {
  return words
    .split(" ")
    .filter((word) => /\p{L}/u.test(word) && !/\d/u.test(word))
    .join(" ");
}

function askedTooLate(run: Run, until: number): Explanation | null {
  const [asked] = run.text?.askedLast ?? [];
  const task = othersOver(run, until).find(({ state }) => state === "cancelled");
  if (asked === undefined || task === undefined) return null;
  const { done, cancelled } = asked;
  const where =
    done.line === cancelled.line && done.file === cancelled.file ? "there" : `on ${showLine(cancelled, done)}`;
  return {
    code: "asked-states",
    message: `${showTask(task)} was cancelled at ${showDuration(task.endedMs ?? 0)}, so that done() on line ${done.line} is true of it: cancelled() ${where} is asked only where that is false.`,
    hint: "Of which tasks is done() true, and of which cancelled()? Which of the two answers tells more?",
    at: done,
    costMs: 0,
  };
}

function triedTooEarly(run: Run, until: number): Explanation | null {
  const [tried] = run.text?.triedResults ?? [];
  const over = new Set(othersOver(run, until));
  const { tasks } = tellStory(run);
  const open = run.tasks
    .slice(1)
    .find((task) => !over.has(task) && (tasks.get(task.id)?.createdRow ?? Infinity) < until);
  if (tried === undefined || open === undefined) return null;
  const { at, caughtAt } = tried;
  return {
    code: "asked-states",
    message: `${showTask(open)} was not over then, and the result of such a task throws an error on ${showLine(at, at)}, as that of a cancelled one does: the catch on ${showLine(caughtAt, at)} takes both alike.`,
    hint: `Which errors may come from line ${at.line}, and what does each of them tell of the task?`,
    at,
    costMs: 0,
  };
}

/** A call of `cancel()` that found its task over: the trace has none there, though the code went on behind it. */
function cancelledTooLate(run: Run, until: number): Explanation | null {
  const { event, site, stack } = run.trace;
  const over = othersOver(run, until);
  if (over.some(({ state }) => state === "cancelled")) return null;
  for (const { at, madeAt, then } of run.text?.cancels ?? []) {
    const asked = event.some(
      (each, row) => each === "cancel-requested" && site[row]?.line === at.line && site[row].file === at.file,
    );
    if (asked) continue;
    const reached =
      run.output.some(({ at: printed, calledAt = null }) =>
        [printed, calledAt].some((place) => place !== null && spanHolds(then, place)),
      ) ||
      event.some(
        (each, row) => each === "wait-began" && stack?.[row]?.some((frame) => spanHolds(then, frame.at)) === true,
      );
    if (!reached) continue;
    const task =
      madeAt === null ? undefined : over.find(({ createdAt }) => createdAt !== null && samePlace(createdAt, madeAt));
    const who =
      task === undefined
        ? "a task that was over already"
        : `${showTask(task)}, which was over at ${showDuration(task.endedMs ?? 0)} already`;
    return {
      code: "asked-states",
      message: `Line ${at.line} called cancel() of ${who}: that cancels nothing.`,
      hint: "Is a task cancelled because somebody calls cancel() of it? What can the task itself be asked?",
      at,
      costMs: 0,
    };
  }
  return null;
}

/** Tasks beside the entry's that had ended before a row of the trace. */
function othersOver(run: Run, until: number): readonly TaskRecord[] {
  const { tasks } = tellStory(run);
  return run.tasks.slice(1).filter(({ id }) => (tasks.get(id)?.endedRow ?? Infinity) < until);
}
