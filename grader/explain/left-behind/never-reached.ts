import { type Position, showDuration, type Span } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { functionAround } from "../story/function-around.ts";
import { samePlace } from "../story/place.ts";
import { endOfError } from "../story/where-errors-end.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { waitsIn } from "../story/waits-by.ts";

/** What waits for several tasks, and ends with the error of one: `wait` does not, and of a native promise nobody knows. */
const ofSeveral = new Set(["gather", "group"]);

/**
 * Why no call came to a place at which the run shows nobody, when a line before it in the same function failed: a sentence and one step to try. Null when that is
 * not known.
 */
export function explainNeverReached(
  run: Run,
  place: Span,
): { readonly message: string; readonly hint: string; readonly at: Position } | null {
  const story = tellStory(run);
  const isThere = ({ file, line }: Position) => file === place.file && line >= place.line && line <= place.endLine;
  const around = functionAround(run, place);
  if (around === null) return null;
  if (story.waits.some(({ frames }) => frames.some(({ at }) => isThere(at)))) return null;
  if (run.tasks.some(({ createdAt }) => createdAt !== null && isThere(createdAt))) return null;
  const thrown = entryThrew(run, story, around);
  if (thrown !== null) return thrown(place);
  for (const wait of story.waits) {
    for (const [depth, { frame, at }] of wait.frames.entries()) {
      if (at.file !== place.file || at.line >= place.line || wait.endedRow >= story.endRow) continue;
      if (functionAround(run, at) !== around) continue;
      // A group one of whose tasks has failed waits once more, for the others to stop.
      const isStill = ({ kind, frames }: Wait): boolean => kind === "group" && samePlace(frames[depth]!.at, at);
      if (waitsIn(story, frame).some((later) => later.beganRow > wait.beganRow && !isStill(later))) continue;
      const failed = endedItsTask(run, wait) ? failedIn(run, wait) : null;
      const end = endOfError(run, wait.frames.slice(0, depth + 1));
      const isBehind = end === null || end.at.file !== place.file || end.at.line >= place.endLine;
      // An error of a call that it waits for is told by no end of a wait: but both stand in what one catch is for.
      const isCaught =
        depth < wait.frames.length - 1 &&
        !wait.cut &&
        end !== null &&
        end.throws.length > 0 &&
        end.awaits.some(isThere);
      if (!isBehind || (failed === null && !isCaught)) continue;
      const when = showDuration(wait.endedUs / 1000);
      const who = recordOf(run, wait.task);
      return {
        message:
          failed === null
            ? `${who === undefined ? "The code" : showTask(who)} came no further than line ${at.line}, at ${when}, and not to line ${place.line}.`
            : `Line ${at.line} threw at ${when}, as ${failed} failed, so the code never came to line ${place.line}.`,
        hint: `What has to be done, or waited for, also when line ${at.line} throws? Does it stand where the code still comes to it then?`,
        at,
      };
    }
  }
  return null;
}

/** The error of a task left the entry, in whose own function the place stands: its last wait was for that task, or for others before that. */
function entryThrew(run: Run, story: Story, around: Span) {
  const { outcome, tasks } = run;
  if (outcome.kind !== "threw") return null;
  const { name, message } = outcome.error;
  const failed = tasks
    .slice(1)
    .find(({ error, creator }) => creator === story.main && error?.name === name && error.message === message);
  const last = story.waits.findLast(
    ({ task, frames }) =>
      task === story.main && frames[0] !== undefined && functionAround(run, frames[0].at) === around,
  );
  const at = last?.frames[0]?.at;
  if (failed === undefined || last === undefined || at === undefined || endOfError(run, last.frames) !== null)
    return null;
  return (place: Span) =>
    at.line >= place.line
      ? null
      : {
          message: `${story.name} ended with the error of ${showTask(failed)}, and had come no further than to what follows line ${at.line}, at ${showDuration(last.endedUs / 1000)}: it never came to line ${place.line}.`,
          hint: "What has to be done also when this task fails? Does it stand where the code still comes to it then?",
          at,
        };
}

/** The task that waited failed at that moment, too: what stands behind the wait was not reached. Otherwise its error may have been kept, as a gather can. */
function endedItsTask(run: Run, wait: Wait): boolean {
  const waiting = recordOf(run, wait.task);
  return waiting?.state === "failed" && waiting.endedMs !== null && Math.round(waiting.endedMs * 1000) === wait.endedUs;
}

/** What failed at the very moment at which this wait for it ended. */
export function failedIn(run: Run, wait: Wait): string | null {
  const isThen = (endMs: number | null) => endMs !== null && Math.round(endMs * 1000) === wait.endedUs;
  // Whose task fails, a group calls off what waits in it itself.
  if (wait.cut && wait.kind !== "group") return null;
  if (wait.kind === "request") {
    const request = run.requests.find(
      ({ endMs, outcome, task, method, url }) =>
        task === wait.task && outcome === "failed" && isThen(endMs) && wait.what === `request ${method} ${url}`,
    );
    return request === undefined ? null : `${request.method} ${request.url}`;
  }
  if (wait.on !== 0) {
    const on = recordOf(run, wait.on);
    return on?.state === "failed" ? showTask(on) : null;
  }
  if (!ofSeveral.has(wait.kind)) return null;
  const failed = run.tasks.filter(
    ({ state, endedMs, creator }) => state === "failed" && isThen(endedMs) && creator === wait.task,
  );
  return failed.length === 1 ? showTask(failed[0]!) : null;
}

/** The wait that was to come to a task as well, in the task that made it, and threw before that because another one of the same place had failed. */
export function threwBefore(
  run: Run,
  story: Story,
  task: TaskRecord,
): { readonly at: Position; readonly words: string } | null {
  const { createdAt, creator, id } = task;
  if (createdAt === null) return null;
  const isAlike = (other: TaskRecord | undefined) =>
    other !== undefined &&
    other.id !== id &&
    other.createdAt?.line === createdAt.line &&
    other.createdAt.file === createdAt.file;
  const wait = story.waits.find(
    ({ task: own, on, endedRow }) =>
      own === creator && endedRow < story.endRow && recordOf(run, on)?.state === "failed" && isAlike(recordOf(run, on)),
  );
  const at = wait?.frames.at(-1)?.at;
  const failed = wait && recordOf(run, wait.on);
  if (wait === undefined || at === undefined || failed === undefined) return null;
  const isLast = !waitsIn(story, wait.frames.at(-1)!.frame).some(
    (later) => later.beganRow > wait.endedRow && isAlike(recordOf(run, later.on)),
  );
  return isLast
    ? { at, words: `it threw at ${showDuration(wait.endedUs / 1000)}, as ${showTask(failed)} failed` }
    : null;
}
