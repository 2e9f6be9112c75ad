import type { ErrorRecord, Run, TaskRecord } from "../sandbox/index.ts";
import { showDuration } from "../values/index.ts";
import type { Explanation } from "./explanation.ts";
import { capital, showLine } from "./place.ts";
import { tellStory, type Story, type Wait } from "./story.ts";
import { showTask } from "./task-name.ts";

interface Sought {
  /** Whether an error is the one that should have left the entry. */
  readonly isWanted: (error: ErrorRecord) => boolean;
  /** Whether an error of this name may be. */
  readonly isWantedName: (name: string) => boolean;
  /** When the entry should have been over; null when nobody says. */
  readonly dueMs: number | null;
}

/** Why an entry returned that should have thrown: an error that was there and was kept, or what it did in place of throwing. */
export function explainNoThrow(run: Run, { isWanted, isWantedName, dueMs }: Sought): Explanation | null {
  const story = tellStory(run);
  const failed = run.tasks.find(
    ({ id, state, error }) => id !== story.main && state === "failed" && error !== null && isWanted(error),
  );
  if (failed !== undefined) return keptByTask(story, failed);
  const cut = isWantedName("TimeoutError") ? story.waits.find((wait) => wait.cut) : undefined;
  return (cut === undefined ? null : keptLimit(cut)) ?? keptRequest(run) ?? wentOn(story, dueMs);
}

const keptHint = "Who is given this error, and what is done with it there? Does it have to go further?";

function keptByTask(story: Story, task: TaskRecord): Explanation {
  const waited = story.waits.find(({ on, frames }) => on === task.id && frames.length > 0);
  const entry = story.name;
  const made = task.error?.at ?? null;
  const at = waited?.frames.at(-1)?.at ?? task.createdAt ?? made;
  const where = made === null ? "" : ` on line ${made.line}`;
  const when = task.endedMs === null ? "" : ` at ${showDuration(task.endedMs)}`;
  const then =
    waited === undefined || at === null
      ? `nobody waited for it to hear of that`
      : `${showLine(at, made)}, which waited for it, is where that came to, and it did not leave ${entry}`;
  return {
    code: "kept-error",
    message: `${showTask(task)} failed with ${task.error!.name}${where}${when}, but ${then}.`,
    hint: keptHint,
    at,
    costMs: 0,
  };
}

/** The error of a limit comes out where the limit is set. */
function keptLimit(cut: Wait): Explanation | null {
  const at = cut.frames.at(-1)?.at;
  if (at === undefined) return null;
  return {
    code: "kept-error",
    message: `The time that ${showLine(at, at)} gave was up at ${showDuration(cut.endedUs / 1000)}, but no error of that left the entry.`,
    hint: keptHint,
    at,
    costMs: 0,
  };
}

function keptRequest(run: Run): Explanation | null {
  const failed = run.requests.find(
    ({ outcome, at }) => at !== null && (outcome === "failed" || outcome === "unmocked"),
  );
  if (failed === undefined || failed.endMs === null) return null;
  return {
    code: "kept-error",
    message: `${failed.method} ${failed.url} failed at ${showDuration(failed.endMs)}, but no error of that left the entry.`,
    hint: keptHint,
    at: failed.at,
    costMs: 0,
  };
}

/** What it waited for when it should have been over; or the last thing that it waited for at all. */
function wentOn({ tasks, main, endUs, name }: Story, dueMs: number | null): Explanation | null {
  const waits = (tasks.get(main)?.waits ?? []).filter(({ frames }) => frames.length > 0);
  const dueUs = dueMs === null ? null : Math.round(dueMs * 1000);
  const late = dueUs === null ? undefined : waits.find(({ endedUs }) => endedUs > dueUs);
  const last = late ?? waits.at(-1);
  const at = last?.frames[0]?.at;
  if (last === undefined || at === undefined) return null;
  const line = showLine(at, at);
  return {
    code: "went-on",
    message:
      late === undefined
        ? `The last that it waited for was on ${line}, and it returned at ${showDuration(endUs / 1000)}.`
        : `${name} should have been over at ${showDuration(dueMs!)}. ${capital(line)} still waited until ${showDuration(late.endedUs / 1000)}, and it returned at ${showDuration(endUs / 1000)}.`,
    hint: "What decides here that it is time to give up, and when is that looked at?",
    at,
    costMs: 0,
  };
}
