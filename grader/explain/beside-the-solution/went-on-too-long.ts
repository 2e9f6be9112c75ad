import type { RequestRecord, Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { lateCancelHint } from "../left-behind/cancel.ts";
import { cancelsOf } from "../story/cancels.ts";
import { isCutOff } from "../story/cut-off.ts";
import { samePlace } from "../story/place.ts";
import { requestKey } from "../story/request-key.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import type { Model } from "./model.ts";

/** More requests than these are not looked at. */
const mostRequests = 300;

/**
 * A request that is still in flight at a moment by which the solution has stopped the task that sent it: nobody stopped that one, or somebody did so later.
 * Null when there is none.
 */
export function explainWentOnTooLong(run: Run, model: Model, atMs: number): Explanation | null {
  if (isCutOff(run) || run.requests.length > mostRequests || model.requests.length > mostRequests) return null;
  const tasks = new Map(model.tasks.map((task) => [task.id, task]));
  for (const request of run.requests) {
    if (request.startMs > atMs || (request.endMs !== null && request.endMs <= atMs)) continue;
    const theirs = counterpartOf(run, model, request);
    const stopped = theirs === undefined ? undefined : tasks.get(theirs.task);
    const task = recordOf(run, request.task);
    if (stopped?.state !== "cancelled" || stopped.endedMs === null || stopped.endedMs > atMs) continue;
    if (theirs?.endMs !== stopped.endedMs || task === undefined || wasToldBy(run, task, atMs)) continue;
    const told = explain(run, task, atMs);
    if (told === null) continue;
    const what = `${request.method} ${request.url}`;
    return {
      code: "late-cancel",
      message: `One of these is ${what} of ${showTask(task)}: ${told.message}.`,
      hint: told.hint,
      at: told.at,
      costMs: 0,
    };
  }
  return null;
}

/** The same one of those that are alike. */
function counterpartOf({ requests }: Run, model: Model, request: RequestRecord): RequestRecord | undefined {
  const isAlike = (other: RequestRecord): boolean => requestKey(other) === requestKey(request);
  return model.requests.filter(isAlike)[requests.filter(isAlike).indexOf(request)];
}

function wasToldBy(run: Run, { id }: TaskRecord, atMs: number): boolean {
  return cancelsOf(run.trace, id).some((row) => run.trace.at[row]! <= atMs * 1000);
}

interface Told {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
}

/** Where it, or one that the same line made, was told to stop, or else who went on without it. */
function explain(run: Run, task: TaskRecord, atMs: number): Told | null {
  const { at, site } = run.trace;
  for (const other of [task, ...run.tasks.filter((each) => isFellow(each, task))]) {
    const row = cancelsOf(run.trace, other.id)[0];
    const where = row === undefined ? null : (site[row] ?? null);
    if (row === undefined || where === null || at[row]! <= atMs * 1000) continue;
    const which = other === task ? "it" : showTask(other);
    const when = showDuration(at[row]! / 1000);
    return {
      message: `line ${where.line}, which cancels ${which}, comes only at ${when}`,
      hint: lateCancelHint,
      at: where,
    };
  }
  const wait = tellStory(run).waits.findLast(
    ({ kind, what, endedUs, beganUs, frames }) =>
      kind === "task" && beganUs < endedUs && endedUs <= atMs * 1000 && frames.length > 0 && names(what, task.name),
  );
  const left = wait?.frames.at(-1)?.at;
  if (wait === undefined || left === undefined) return null;
  return {
    message: `line ${left.line} waits for it until ${showDuration(wait.endedUs / 1000)}, and nobody stops it then`,
    hint: "Who still needs the answers to what is in flight at that moment, and what stops the others?",
    at: left,
  };
}

function isFellow(each: TaskRecord, { id, createdAt }: TaskRecord): boolean {
  return each.id !== id && createdAt !== null && each.createdAt !== null && samePlace(each.createdAt, createdAt);
}

function names(what: string, name: string): boolean {
  return what.split(/,|: /u).some((each) => each.trim() === `task ${name}`);
}
