import { showDuration, type Position } from "../../values/index.ts";
import type { ProgramCatch } from "../../compile/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import { isToldToEnd } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { isNeverBegun } from "./never-begun.ts";
import { endOfError, wordsForEnd } from "../story/where-errors-end.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { waitsOf, waitsOn } from "../story/waits-by.ts";

/**
 * Who cancelled a task that is over, and when: the last request before its end. Null when nobody did.
 * @param subject how the sentence names the task
 */
export function explainCancel(run: Run, task: TaskRecord, subject = "It"): Explanation | null {
  const { site } = run.trace;
  const rows = cancelsOf(run.trace, task.id);
  const row = rows.at(-1);
  if (row === undefined || task.state !== "cancelled") return null;
  // It may have outlived this cancel, and a later one is not told.
  if (!isToldToEnd(run, tellStory(run), task.id)) return null;
  const where = site[row] ?? null;
  const line = where === null ? "" : ` on line ${where.line}`;
  const asked = site[rows[0]!] ?? null;
  if (asked !== null && where !== null && !samePlace(asked, where)) {
    return {
      code: "early-cancel",
      message: `${subject} was cancelled once more${line} at ${showDuration(run.trace.at[row]! / 1000)}, though ${showLine(asked, where)} had cancelled it already.`,
      hint: "The first cancel lets a task tidy up. What does the second one do to that?",
      at: where,
      costMs: 0,
    };
  }
  const from = handedOnBy(run, task, row);
  if (from !== null) {
    const own = where === null ? "" : `, which line ${where.line} cancelled`;
    return {
      code: "early-cancel",
      message: `${subject} was cancelled at ${showDuration(run.trace.at[row]! / 1000)} together with ${showTask(from.task)}${own}: that one was waiting for it on line ${from.at.line}, and a cancel goes on to what is waited for.`,
      hint: "Should the cancel reach this task too? If not, what could stand between the two?",
      at: where ?? from.at,
      costMs: 0,
    };
  }
  return {
    code: "early-cancel",
    message: `${subject} was cancelled${line} at ${showDuration(run.trace.at[row]! / 1000)}${isNeverBegun(run, task) ? ", before any line of it had run" : ""}.`,
    hint: "Who wants this task stopped, and what has to be over before that?",
    at: where ?? task.createdAt,
    costMs: 0,
  };
}

/** The last that the entry waited for was a task that had been told to stop before: the error of that came to it there. Null when it was not. */
export function explainCancelledWait(run: Run): Explanation | null {
  const story = tellStory(run);
  const last = waitsOf(story, story.main).findLast(({ kind }) => kind !== "native");
  const at = last?.frames.at(-1)?.at;
  const task = last === undefined ? undefined : recordOf(run, last.on);
  if (last === undefined || at === undefined || task?.state !== "cancelled") return null;
  const row = cancelsOf(run.trace, task.id).find((each) => each < last.beganRow);
  const asked = row === undefined ? null : (run.trace.site[row] ?? null);
  if (row === undefined || asked === null || last.endedUs !== story.endUs) return null;
  return {
    code: "early-cancel",
    message: `${capital(showLine(at, at))} waited for ${showTask(task)}, which ${showLine(asked, at)} had cancelled at ${showDuration(run.trace.at[row]! / 1000)}: the wait for a cancelled task throws its CancelledError.`,
    hint: `What is line ${at.line} to wait for here, and what should come of the error that this brings?`,
    at,
    costMs: 0,
  };
}

/** The task that was cancelled in the same breath and was waiting for this one: the cancel went on from there. */
export function handedOnBy(run: Run, task: TaskRecord, row: number): { task: TaskRecord; at: Position } | null {
  const { at, event, task: ids, site } = run.trace;
  const isSame = (other: number): boolean =>
    event[other] === "cancel-requested" && at[other] === at[row] && placeOf(site[other]) === placeOf(site[row]);
  const others = new Set<number>();
  for (let other = row - 1; isSame(other); other--) others.add(ids[other]!);
  for (let other = row + 1; isSame(other); other++) others.add(ids[other]!);
  const wait = waitsOn(tellStory(run), task.id).find(
    ({ task: own, beganRow, endedRow, frames }) =>
      own !== task.id && others.has(own) && beganRow < row && endedRow > row && frames.length > 0,
  );
  const waiting = wait && recordOf(run, wait.task);
  return wait === undefined || waiting === undefined ? null : { task: waiting, at: wait.frames.at(-1)!.at };
}

function placeOf(at: Position | null | undefined): string {
  return at == null ? "" : placeKey(at);
}

export const lateCancelHint =
  "What does the code wait for before it comes to this line? Does the cancel have to wait for that, and for so long?";

/**
 * Why a task was not cancelled when it should have been: cancel() came late, or after its end, or never (null).
 * @param dueMs when it should have been over; null when only the state counts
 */
export function explainLateCancel(run: Run, task: TaskRecord, dueMs: number | null): Explanation | null {
  const { at, site } = run.trace;
  const [row] = cancelsOf(run.trace, task.id);
  if (row === undefined) return null;
  const cancelledMs = at[row]! / 1000;
  const where = site[row] ?? null;
  const line = where === null ? "" : ` on line ${where.line}`;
  const common = {
    code: "late-cancel" as const,
    at: where ?? task.createdAt,
    costMs: dueMs === null ? 0 : Math.max(0, cancelledMs - dueMs),
  };
  if (task.state === "cancelled" && dueMs !== null && cancelledMs > dueMs) {
    const limit = where === null ? limitOn(run, task) : null;
    if (limit !== null) {
      return {
        ...common,
        at: limit.at,
        message: `It was cancelled only at ${showDuration(cancelledMs)}, when the time that line ${limit.at.line} gave it from ${showDuration(limit.beganUs / 1000)} on was up.`,
        hint: "Which number decides when it is called off there? Does anybody need it that long?",
      };
    }
    return {
      ...common,
      message: `cancel()${line} came only at ${showDuration(cancelledMs)}.`,
      hint: where === null ? "What cancels it, and what does that have to wait for first?" : lateCancelHint,
    };
  }
  if (task.state === "pending") {
    return {
      ...common,
      message: `cancel()${line} was called at ${showDuration(cancelledMs)}, but ${showTask(task)} had not stopped yet when the run was over.`,
      hint: "cancel() only asks: the task stops at its next step. Wait for the task after you cancelled it.",
    };
  }
  if (task.state === "done") {
    const end = endOfCancel(run, task, row);
    const what = `cancel()${line} was called at ${showDuration(cancelledMs)}`;
    return {
      ...common,
      at: end?.at ?? common.at,
      message:
        end === null
          ? `${what}, and yet ${showTask(task)} went on to its end.`
          : `${what}, and ${wordsForEnd(end, end.at, "the CancelledError")}: ${showTask(task)} went on to its end.`,
      hint: "A catch that keeps the CancelledError to itself makes a cancelled task an ordinary one: let it through, or throw it again.",
    };
  }
  return null;
}

/**
 * A task that was told to stop, went on because something caught that, and failed in the end with the error that left the entry; null when none did.
 * @param failed whether a task failed with that
 */
export function explainKeptCancel(run: Run, failed: (task: TaskRecord) => boolean): Explanation | null {
  const story = tellStory(run);
  for (const task of run.tasks.filter(({ state }) => state === "failed").filter(failed)) {
    const [row] = cancelsOf(run.trace, task.id);
    const end = row === undefined ? null : endOfCancel(run, task, row);
    const next = waitsOf(story, task.id)
      .filter(({ beganRow, frames }) => beganRow > (row ?? Infinity) && frames.length > 0)
      .toSorted((a, b) => a.beganRow - b.beganRow)[0];
    const at = next?.frames.at(-1)?.at;
    if (row === undefined || end === null || at === undefined) continue;
    return {
      code: "kept-cancel",
      message: `${showTask(task)} was cancelled at ${showDuration(run.trace.at[row]! / 1000)}, but ${wordsForEnd(end, end.at, "the CancelledError")}, and ${showLine(at, end.at)} went on after that.`,
      hint: "Which of the errors that come to this catch may be dealt with there, and which one means that the task has to stop?",
      at: end.at,
      costMs: 0,
    };
  }
  return null;
}

/** The wait for a task that ended when its time was up, so that the task was cancelled. */
function limitOn(run: Run, task: TaskRecord): { readonly at: Position; readonly beganUs: number } | null {
  const { waits, awaits } = tellStory(run);
  const wait = waits.find(({ cut, on }) => cut && on === task.id);
  const at = wait?.frames.at(-1)?.at;
  return wait === undefined || (at !== undefined && !awaits.isLimited(at)) || at === undefined
    ? null
    : { at, beganUs: wait.beganUs };
}

/** What caught the CancelledError in the place where the task was waiting. */
export function endOfCancel(run: Run, task: TaskRecord, row: number): ProgramCatch | null {
  const wait = waitsOf(tellStory(run), task.id).find((each) => each.beganRow < row && each.endedRow > row);
  return wait === undefined ? null : endOfError(run, wait.frames);
}
