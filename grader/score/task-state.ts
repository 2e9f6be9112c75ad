import {
  explainCancel,
  explainFailedFirst,
  explainFellowsCancelled,
  explainGroupsApart,
  explainLateCancel,
  explainPending,
  isCutOff,
  explainReplacedCancel,
  explainStarved,
  explainUnreached,
  showTask,
  type Explanation,
  type Mended,
  toldBy,
} from "../explain/index.ts";
import type { Run, TaskRecord } from "../sandbox/index.ts";
import type { TaskState } from "../spec/index.ts";
import { showDuration, showText, type Position } from "../values/index.ts";
import type { Finding } from "./grade.ts";

interface OtherState {
  readonly state: TaskState;
  readonly expected: TaskState;
  /** Null: at the end. */
  readonly instantMs: number | null;
}

/** What to say about a task that is in another state than it should be. */
export function describeState(
  run: Run,
  task: TaskRecord,
  { state, expected, instantMs }: OtherState,
  mended: Mended | null = null,
): Finding {
  const when = instantMs === null ? "at the end" : `at ${showDuration(instantMs)}`;
  const what = `${showTask(task)} ${state === "failed" ? "has failed" : `is ${state}`} ${when}; expected ${expected}`;
  const because = causeOf(run, task, { state, expected, instantMs }, mended);
  return {
    code: `task-${state}`,
    message: because.message === "" ? what : `${what}. ${because.message}`,
    hint: because.hint,
    at: because.at ?? task.createdAt,
  };
}

/** Nobody stopped a task that was to be stopped. */
export function isUncancelled({ code, message }: Pick<Finding, "code" | "message">): boolean {
  return code === "task-done"
    ? message.includes(". Nothing cancelled it before it was done at ")
    : code === "task-pending" &&
        message.endsWith(". Nothing cancelled it: it was still waiting when the run was over.");
}

type Because = Pick<Explanation, "message" | "hint"> & { readonly at: Position | null };

/** What fails only when the entry has ended and closed its client fails because of that. */
function outlived(run: Run, task: TaskRecord): Explanation | null {
  const entry = run.tasks[0];
  const isClosed = task.error?.name === "RuntimeError" && task.error.message.startsWith("This client is closed");
  if (entry?.endedMs == null || task.endedMs === null || task.endedMs < entry.endedMs || !isClosed) return null;
  const pending = explainPending(run, task);
  return { ...pending, message: `${pending.message} The client was closed by then.` };
}

function causeOf(
  run: Run,
  task: TaskRecord,
  { state, expected, instantMs }: OtherState,
  mended: Mended | null,
): Because {
  const first = (...ways: readonly (() => Because | null)[]): Because | null => toldBy(mended, ways);
  const stopped = () => [
    () => explainLateCancel(run, task, null),
    () => explainFellowsCancelled(run, task),
    () => explainGroupsApart(run, task),
  ];
  if (state === "failed") {
    const { error } = task;
    const own = {
      message:
        error === null
          ? ""
          : `Its body threw ${error.name}${error.message === "" ? "" : `: ${showText(error.message.replace(/\.$/u, ""))}`}.`,
      hint: "Is this error meant to leave the task? The task itself, or whatever awaits it, may have to handle it.",
      at: error?.at ?? null,
    };
    const known = first(
      () => explainReplacedCancel(run, task),
      () => outlived(run, task),
      () => own,
    );
    return known ?? own;
  }
  if (state === "pending") {
    if (instantMs !== null) {
      const end = task.endedMs === null ? "It did not end at all." : `It ended only at ${showDuration(task.endedMs)}.`;
      return { message: end, hint: "What does it wait for until then?", at: null };
    }
    if (expected !== "cancelled") return explainPending(run, task);
    return (
      first(() => explainUnreached(run, task), ...stopped()) ?? {
        message: isCutOff(run)
          ? "It had not ended when the run was over."
          : "Nothing cancelled it: it was still waiting when the run was over.",
        hint: "What should stop this task, and when?",
        at: null,
      }
    );
  }
  if (expected === "cancelled") {
    return (
      first(...stopped()) ?? {
        message:
          task.endedMs === null
            ? "Nothing cancelled it."
            : isCutOff(run)
              ? `It was done at ${showDuration(task.endedMs)}.`
              : `Nothing cancelled it before it was done at ${showDuration(task.endedMs)}.`,
        hint: "What should stop this task, and when?",
        at: null,
      }
    );
  }
  if (expected === "pending") {
    const cancelled = explainCancel(run, task);
    if (cancelled !== null) return cancelled;
    const end = task.endedMs === null ? "" : `It had ended at ${showDuration(task.endedMs)}.`;
    return { message: end, hint: "What should it still be waiting for at that moment?", at: null };
  }
  if (state === "cancelled") {
    const hint = "What stops this task, and should it stop this one?";
    const own = { message: "", at: null, ...explainCancel(run, task), hint };
    const known = first(
      () => (expected === "done" ? explainFailedFirst(run, [task]) : null),
      () => (expected === "done" ? explainStarved(run, task) : null),
      () => own,
    );
    return known ?? own;
  }
  return {
    message: "",
    hint: "Which way out of its coroutine did the task take, and which way should it take?",
    at: null,
  };
}
