import { showDuration } from "../values/index.ts";
import type { Run, TaskRecord } from "../sandbox/index.ts";
import { explainCancel } from "./cancel.ts";
import type { Explanation } from "./explanation.ts";
import { samePlace, showLine } from "./place.ts";
import { explainPending, explainUnstarted } from "./not-awaited.ts";
import { tellStory, type Story } from "./story.ts";
import { callerOfRequest } from "./request-caller.ts";
import { showTask } from "./task-name.ts";

/**
 * The first thing of a run that was not there yet, or no more, when its entry ended; null when everything came to its end.
 *
 * @param meant tasks that are to be cancelled
 */
export function explainUnfinished(run: Run, meant: ReadonlySet<number> = new Set()): Explanation | null {
  const story = tellStory(run);
  return (
    explainUnstarted(run) ??
    findPending(run) ??
    findOutlasting(run, story) ??
    findLeftGoing(run) ??
    findCutShort(run, story, meant)
  );
}

/** The same of what still went on then, and of nothing else: a value that does not hold it is the poorer for that. */
export function explainLeft(run: Run): Explanation | null {
  return findPending(run) ?? findOutlasting(run, tellStory(run)) ?? findLeftGoing(run);
}

export function findPending(run: Run): Explanation | null {
  const left = run.tasks.find((task, index) => index > 0 && task.state === "pending");
  return left === undefined ? null : explainPending(run, left);
}

/** A task that ended, well or not, only after the entry. */
function findOutlasting(run: Run, { tasks, main }: Story): Explanation | null {
  const endRow = tasks.get(main)?.endedRow ?? Number.POSITIVE_INFINITY;
  const late = run.tasks.find(({ id }) => id !== main && tasks.get(id)!.endedRow > endRow);
  return late === undefined ? null : explainPending(run, late);
}

/** What no task owns any more: a timer, a request, a sleep that an async function began before nobody waited for it. */
export function findLeftGoing(run: Run): Explanation | null {
  const left = run.leftovers.find(({ kind }) => kind === "timer" || kind === "request");
  const open = run.requests.find(({ endMs, method, url }) => endMs === null && left?.what.includes(`${method} ${url}`));
  const at = left?.at ?? (open === undefined ? null : (callerOfRequest(run, open) ?? open.at));
  if (at === null) return null;
  const entry = run.tasks[0]?.name ?? "the entry";
  const floating = run.text?.floating?.length === 1 ? run.text.floating[0]! : null;
  if (floating !== null && !samePlace(floating, at)) {
    return {
      code: "not-awaited",
      message: `What ${showLine(at, floating)} began was still going on when ${entry} ended: nothing waits for the call on line ${floating.line}.`,
      hint: `What has to wait for the call on line ${floating.line}, and where?`,
      at: floating,
      costMs: 0,
    };
  }
  return {
    code: "not-awaited",
    message: `What line ${at.line} began was still going on when ${entry} ended.`,
    hint: `Who called what stands on line ${at.line}, and did anybody wait for that call?`,
    at,
    costMs: 0,
  };
}

/** A time limit cancels what it was given: nobody else had to stop that. */
function byLimit(story: Story, task: TaskRecord, cancel: Explanation): Explanation | null {
  const limit = story.waits.find(({ cut, on }) => cut && on === task.id);
  const at = limit?.frames.at(-1)?.at;
  if (limit === undefined || at === undefined) return null;
  return {
    ...cancel,
    message: `${showTask(task)} was cancelled at ${showDuration(limit.endedUs / 1000)}, since the time that line ${at.line} gave it was up.`,
    hint: `Does the task on line ${at.line} have to stop when its time is up, or only the wait for it?`,
    at,
  };
}

/** The cancel is right; but what stands behind the line in which it came is not done any more. */
function asMeant(story: Story, task: TaskRecord, cancel: Explanation): Explanation | null {
  const last = story.waits.findLast((wait) => wait.task === task.id);
  const at = last?.frames[0]?.at;
  if (last === undefined) {
    const hint = "When does a task begin that was just made, and what should it have done before the cancel comes?";
    return { ...cancel, message: `${cancel.message.replace(/\.$/u, "")}, before any line of it had run.`, hint };
  }
  if (last === undefined || at === undefined) return null;
  return {
    code: "early-cancel",
    message: `${showTask(task)} was stopped in its wait on line ${at.line} at ${showDuration(last.endedUs / 1000)}, and what comes after that was not done any more.`,
    hint: "What of this task has to be done in any case, also when it is stopped? And what should be done before that wait, not after it?",
    at,
    costMs: 0,
  };
}

/** A task that was cancelled in the middle of its work, or before it had begun. */
export function findCutShort(run: Run, story: Story, meant: ReadonlySet<number> = new Set()): Explanation | null {
  for (const task of run.tasks.slice(1)) {
    // Also of no length: who had nothing to do any more was idle, and not at its work.
    const kind = story.waits.findLast((wait) => wait.task === task.id)?.kind;
    if (kind !== undefined && kind !== "sleep" && kind !== "request") continue;
    const cancel = explainCancel(run, task, showTask(task));
    if (cancel === null) continue;
    return meant.has(task.id) ? asMeant(story, task, cancel) : (byLimit(story, task, cancel) ?? cancel);
  }
  return null;
}
