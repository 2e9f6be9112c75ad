import { showDuration } from "../values/index.ts";
import type { Run, TaskRecord } from "../sandbox/index.ts";
import { findAllAtOnce } from "./at-once.ts";
import { explainCancel } from "./cancel.ts";
import type { Explanation } from "./explanation.ts";
import { findHastyRetry } from "./hasty-retry.ts";
import { explainPending } from "./not-awaited.ts";
import { findOverlap } from "./overlap.ts";
import { findShortRounds } from "./short-rounds.ts";
import { tellStory, type Story } from "./story.ts";
import { showTask } from "./task-name.ts";

/**
 * Why a run was over sooner than it can be: the first thing that was left behind, a retry without a pause, or two that should not have gone on at once.
 * @param missingMs how much sooner
 */
export function explainTooSoon(run: Run, missingMs: number): Explanation | null {
  const unstarted = run.warnings.find((warning) => warning.code === "never-awaited");
  if (unstarted !== undefined) {
    const where = unstarted.at === null ? "" : ` made on line ${unstarted.at.line}`;
    return {
      code: "not-awaited",
      message: `The coroutine${where} was never awaited, so nothing of it ran.`,
      hint: "A coroutine does nothing until it is awaited or made into a task. Who should wait for this one?",
      at: unstarted.at,
      costMs: 0,
    };
  }
  const left = run.tasks.find((task, index) => index > 0 && task.state === "pending");
  if (left !== undefined) return explainPending(run, left);
  const story = tellStory(run);
  return (
    findHastyRetry(run) ??
    findOverlap(run, story, missingMs) ??
    leftGoing(run) ??
    cutShort(run, story) ??
    findShortRounds(run) ??
    findAllAtOnce(run, story, null) ??
    noWait(run, story)
  );
}

/** A harness waits where nobody looks. An empty trace tells nothing. */
function noWait({ trace, requests }: Run, { waits, name }: Story): Explanation | null {
  const isWaiting = waits.some(({ beganUs, endedUs, frames }) => beganUs < endedUs && frames.length > 0);
  const isTimed = trace.event.some((event, row) => event === "timer-set" && trace.site[row] !== null);
  if (isWaiting || isTimed || requests.length > 0 || trace.event.length === 0) return null;
  return {
    code: "no-wait",
    message: `No line of ${name} waited for any time to pass.`,
    hint: "What has to come before it may go on, and which line awaits that? A loop that only computes takes no time on this clock.",
    at: null,
    costMs: 0,
  };
}

/** What no task owns any more: a timer, a request, a sleep that an async function began before nobody waited for it. */
function leftGoing(run: Run): Explanation | null {
  const left = run.leftovers.find(({ kind }) => kind === "timer" || kind === "request");
  if (left === undefined || left.at === null) return null;
  const entry = run.tasks[0]?.name ?? "the entry";
  return {
    code: "not-awaited",
    message: `What line ${left.at.line} began was still going on when ${entry} ended.`,
    hint: `Who called what stands on line ${left.at.line}, and did anybody wait for that call?`,
    at: left.at,
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

/** A task that was cancelled in the middle of its work, or before it had begun. */
function cutShort(run: Run, story: Story): Explanation | null {
  for (const task of run.tasks.slice(1)) {
    const kind = story.tasks.get(task.id)?.waits.at(-1)?.kind;
    if (kind !== undefined && kind !== "sleep" && kind !== "request") continue;
    const cancel = explainCancel(run, task, showTask(task));
    if (cancel !== null) return byLimit(story, task, cancel) ?? cancel;
  }
  return null;
}
