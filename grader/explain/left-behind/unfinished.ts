import { showDuration } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { explainCancel } from "./cancel.ts";
import { findCancelNotAwaited } from "./cancel-not-awaited.ts";
import { cancelsOf } from "../story/cancels.ts";
import { isCutOff } from "../story/cut-off.ts";
import { explainEarlyDone } from "./early-done.ts";
import { explainEmptyLook } from "./empty-look.ts";
import { endlessTasks, goesRound } from "./endless.ts";
import { eagerCallOf } from "../story/eager-call-place.ts";
import type { Explanation } from "../explanation.ts";
import { neverBegunHint } from "./never-begun.ts";
import { explainPending, explainUnstarted, idleWait } from "./not-awaited.ts";
import { samePlace, showLine } from "../story/place.ts";
import { explainFailedFirst } from "./first-of-several.ts";
import { findJoinedEarly } from "./joined-early.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { callerOfRequest } from "../story/request-caller.ts";
import { toldLength } from "../story/pieces.ts";
import { showTask } from "../story/task-name.ts";
import { waitsOf, waitsOn } from "../story/waits-by.ts";
import { recordOf } from "../story/task-records.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/**
 * The first thing of a run that was not there yet, or no more, when its entry ended; null when everything came to its end.
 *
 * @param meant tasks that are to be cancelled
 * @param dueMs when what is missing should have been there; null when that is not known
 */
export function explainUnfinished(
  run: Run,
  meant: ReadonlySet<number> = new Set(),
  dueMs: number | null = null,
): Explanation | null {
  const story = tellStory(run);
  return (
    explainUnstarted(run) ??
    explainEarlyDone(run) ??
    explainEmptyLook(run) ??
    findMadeLate(run, dueMs) ??
    findPending(run) ??
    findOutlasting(run, story) ??
    findLeftGoing(run) ??
    (isCutOff(run) ? null : (findCancelNotAwaited(run, story, meant) ?? findCutShort(run, story, meant)))
  );
}

/** The same of what was still at work then, and of nothing else: a value that does not hold it is the poorer for that. */
export function explainLeft(run: Run): Explanation | null {
  const story = tellStory(run);
  return findPending(run, (id) => idleWait(story, id) === null) ?? findOutlasting(run, story) ?? findLeftGoing(run);
}

/** A task that was left behind or stopped, and that was made only when what it would have done was due. */
function findMadeLate({ tasks }: Run, dueMs: number | null): Explanation | null {
  const [left, ...more] = tasks.slice(1).filter(({ state }) => state === "pending" || state === "cancelled");
  const at = left?.createdAt ?? null;
  if (left === undefined || at === null || more.length > 0 || dueMs === null) return null;
  if (left.createdMs === 0 || left.createdMs < dueMs) return null;
  return {
    code: "created-late",
    message: `${showTask(left)} was made only at ${showDuration(left.createdMs)}, on line ${at.line}.`,
    hint: "What does the code wait for before it makes this task? Could it be made before that?",
    at,
    costMs: 0,
  };
}

export function findPending(run: Run, isMeant: (task: number) => boolean = () => true): Explanation | null {
  const pending = run.tasks.filter(({ id, state }, index) => index > 0 && state === "pending" && isMeant(id));
  // Who only sleeps in a loop without an end is a helper that somebody has to stop: it gives no result.
  const endless = endlessTasks(tellStory(run));
  const left = pending.find(({ id }) => !endless.has(id));
  return left === undefined ? null : explainPending(run, left);
}

/** Who was stopped in a sleep of such a loop: sooner or later somebody has to. */
export function isStoppedHelper(story: Story, task: number): boolean {
  const last = waitsOf(story, task).at(-1);
  const at = last?.frames.at(-1)?.at;
  return last?.kind === "sleep" && at !== undefined && story.awaits.isEndless(at);
}

/** A task that ended, well or not, only after the entry; who was told to stop had nothing more to do. */
function findOutlasting(run: Run, story: Story): Explanation | null {
  const { tasks, main } = story;
  const endless = endlessTasks(story);
  const endRow = tasks.get(main)?.endedRow ?? Number.POSITIVE_INFINITY;
  const late = run.tasks.find(
    ({ id, state }) => id !== main && state !== "cancelled" && !endless.has(id) && tasks.get(id)!.endedRow > endRow,
  );
  return late === undefined ? null : explainPending(run, late);
}

/** What no task owns any more: a timer, a request, a sleep that an async function began before nobody waited for it. */
export function findLeftGoing(run: Run): Explanation | null {
  const left = run.leftovers.find(({ kind }) => kind === "timer" || kind === "request");
  const open = run.requests.find(({ endMs, method, url }) => endMs === null && left?.what.includes(`${method} ${url}`));
  const at = left?.at ?? (open === undefined ? null : (callerOfRequest(run, open) ?? open.at));
  if (at === null) return null;
  const entry = run.tasks[0]?.name ?? "the entry";
  const call = eagerCallOf(run, at);
  const told = `What ${showLine(at, call?.at ?? null)} began was still going on when ${entry} ended`;
  const floating = run.text?.floating?.length === 1 ? run.text.floating[0]! : null;
  if (call === null && floating !== null && !samePlace(floating, at)) {
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
    message: call === null ? `${told}.` : `${told}. ${call.message}, and nothing waited for that call to end.`,
    hint:
      call === null
        ? `Who called what stands on line ${at.line}, and did anybody wait for that call?`
        : `Who has to wait for what line ${call.at.line} starts, or stop it?`,
    at: call?.at ?? at,
    costMs: 0,
  };
}

/** What a task did last: an await of a call of its own ends with what went on in that. */
function lastWork({ waits }: Story, task: number): Wait | undefined {
  const own = waitsOf({ waits }, task);
  const last = own.at(-1);
  if (last?.kind !== "native") return last;
  return own.findLast((wait) => wait.kind !== "native" && wait.endedUs === last.endedUs) ?? last;
}

/** A time limit cancels what it was given: nobody else had to stop that. */
function byLimit(run: Run, story: Story, task: TaskRecord, cancel: Explanation): Explanation | null {
  // Whoever set the limit goes on; one that was cancelled with it had set none.
  const limit = waitsOn(story, task.id).find((wait) => wait.cut && recordOf(run, wait.task)?.state !== "cancelled");
  const own = limit?.frames.at(-1)?.at;
  // Of a group or a list that is waited for within a limit, the line that waits gives no time.
  const at = limit?.frames.findLast((frame) => story.awaits.isLimited(frame.at))?.at;
  if (limit === undefined || own === undefined || at === undefined) return null;
  const isDirect = samePlace(own, at);
  const within = isDirect ? "gave it" : `gave to all that goes on in it`;
  return {
    ...cancel,
    code: "time-limit",
    message: `${showTask(task)} was cancelled at ${showDuration(limit.endedUs / 1000)}, since the time that line ${at.line} ${within} was up.`,
    hint: isDirect
      ? `What is the time on line ${at.line} meant for: all that its task does, one step of that, or only the wait for it?`
      : `Until when does the time of line ${at.line} last, and does anything that happens meanwhile put that off?`,
    at,
  };
}

/** The cancel is right; but what stands behind the line in which it came is not done any more. */
function asMeant(run: Run, story: Story, task: TaskRecord, cancel: Explanation): Explanation | null {
  const last = waitsOf(story, task.id).at(-1);
  const at = last?.frames[0]?.at;
  if (last === undefined) return { ...cancel, hint: neverBegunHint };
  if (last === undefined || at === undefined) return null;
  const early = findJoinedEarly(story, last);
  if (early !== null) return early;
  // It had come as far as to tidy up, and was through with that.
  if (!cancelsOf(run.trace, task.id).some((row) => row > last.beganRow && row <= last.endedRow)) return cancel;
  // What it printed when it was stopped is what it had to do in any case.
  const isTold = ({ task: by, atMs }: Run["output"][number]) =>
    by === task.id && Math.round(atMs * 1000) === last.endedUs;
  if (last.beganUs < last.endedUs && run.output.some(isTold)) return null;
  // Who goes round without an end has to be stopped sometime: when that was is told by what it waited for.
  if (isStoppedHelper(story, task.id)) return null;
  return {
    code: "early-cancel",
    message: `${showTask(task)} was stopped in its wait on line ${at.line} at ${showDuration(last.endedUs / 1000)}, and what comes after that was not done any more.`,
    hint: "Was it time to stop this task? If so, what of it has to be done in any case, also when it is stopped?",
    at,
    costMs: 0,
  };
}

/** Who cancelled the first task that ended so, for a CancelledError that came out of it; null when none did. */
export function explainFirstCancel(run: Run): Explanation | null {
  const first = run.tasks.slice(1).find(({ state }) => state === "cancelled");
  const cancel = first && explainCancel(run, first, showTask(first));
  return first === undefined || cancel == null ? null : (byLimit(run, tellStory(run), first, cancel) ?? cancel);
}

/**
 * A task that was cancelled in a sleep which would have gone on for just what is missing.
 * @param missingMs how much sooner the run was over than it can be
 * @param meant tasks that are to be cancelled in the middle of their work
 */
export function findCutBy(
  run: Run,
  story: Story,
  missingMs: number,
  meant: ReadonlySet<number> = new Set(),
): Explanation | null {
  const task = run.tasks.find(({ id, state }) => {
    if (state !== "cancelled" || meant.has(id)) return false;
    const last = lastWork(story, id);
    if (last === undefined) return false;
    const us = toldLength(last.what);
    return us !== null && last.beganUs + us - last.endedUs === Math.round(missingMs * 1000);
  });
  const cancel = task && explainCancel(run, task, showTask(task));
  return task === undefined || cancel == null ? null : (byLimit(run, story, task, cancel) ?? cancel);
}

/**
 * A task that was cancelled in the middle of its work, or before it had begun.
 * @param asked only one of these
 */
export function findCutShort(
  run: Run,
  story: Story,
  meant: ReadonlySet<number> = new Set(),
  asked: readonly TaskRecord[] = run.tasks.slice(1),
): Explanation | null {
  const failed = explainFailedFirst(
    run,
    asked.filter(({ id }) => !meant.has(id)),
  );
  if (failed !== null) return failed;
  const printers = new Set(run.output.map((line) => line.task));
  for (const task of asked) {
    // Also of no length: who had nothing to do any more was idle, and not at its work.
    const kind = lastWork(story, task.id)?.kind;
    if (kind !== undefined && !endsByItself(kind)) continue;
    if (!meant.has(task.id) && goesRound(story, task.id) && !printers.has(task.id)) continue;
    const by = cancelledBy(run, task);
    // Whoever tidies up because it was stopped itself is the one to tell of.
    const told = by?.state === "cancelled" && asked.includes(by) ? by : task;
    const cancel = explainCancel(run, told, showTask(told));
    if (cancel === null) continue;
    return meant.has(told.id) ? asMeant(run, story, told, cancel) : (byLimit(run, story, told, cancel) ?? cancel);
  }
  return null;
}

/** The task whose code cancelled this one last; undefined when nobody did, or the runtime. */
function cancelledBy(run: Run, { id }: TaskRecord): TaskRecord | undefined {
  const row = cancelsOf(run.trace, id).at(-1);
  return row === undefined ? undefined : recordOf(run, run.trace.other[row]!);
}
