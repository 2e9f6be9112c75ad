import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { cancelsOf } from "../story/cancels.ts";
import { keptFor } from "../story/kept-for.ts";
import { capital, placeKey, showLine } from "../story/place.ts";
import { tellStory, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/** A `wait` for several tasks that was over when one of them had ended. */
interface FirstWait extends Wait {
  readonly ended: TaskRecord;
}

/** More waits than these are not looked at. */
const mostLooked = 300;

/** The last such wait that this task was given to, and that was over before the task was; null when there was none. */
export function firstWaitFor(run: Run, task: TaskRecord): Explanation | null {
  if (!hasOwnName(run, task)) return null;
  const endMs = task.endedMs ?? Number.POSITIVE_INFINITY;
  const own = firstWaits(run).filter(
    ({ what, endedUs }) => endedUs / 1000 < endMs && what.split(", ").includes(`task ${task.name}`),
  );
  const last = own.at(-1);
  const at = last?.frames.at(-1)?.at;
  if (last === undefined || at === undefined) return null;
  const again = sameAgain(run, last);
  if (again !== null) return again;
  return {
    code: "first-to-end",
    message: `${capital(showLine(at, task.createdAt))} waited for it and others, but only until one of them had ended: ${showTask(last.ended)}, at ${showDuration(last.endedUs / 1000)}.`,
    hint: `Which of the tasks that line ${at.line} waits for have to be over before the code goes on?`,
    at,
    costMs: 0,
  };
}

/**
 * A wait for the first of several that was over because that one had failed, where one of the others was stopped later and nobody had waited for it again: the
 * failure was taken for the end of them all.
 * @param asked those that should not have been stopped
 */
export function explainFailedFirst(run: Run, asked: readonly TaskRecord[]): Explanation | null {
  const { waits } = tellStory(run);
  for (const wait of firstWaits(run)) {
    const at = wait.frames.at(-1)!.at;
    const given = namesIn(wait);
    const isFirst = !run.tasks.some(
      ({ name, state, endedMs }) => state === "done" && given.has(name) && endedMs! <= wait.endedUs / 1000,
    );
    const left =
      wait.ended.state !== "failed" || !isFirst
        ? undefined
        : asked.find((task) => {
            const [cancel] = task.state === "cancelled" ? cancelsOf(run.trace, task.id) : [];
            if (cancel === undefined || cancel < wait.endedRow || !given.has(task.name) || !hasOwnName(run, task))
              return false;
            return !waits.some(
              (other) =>
                other.beganRow > wait.endedRow &&
                other.beganRow < cancel &&
                (other.on === task.id || namesIn(other).has(task.name)),
            );
          });
    if (left === undefined) continue;
    return {
      code: "first-to-end",
      message: `${capital(showLine(at, at))} waited until one of ${given.size} tasks had ended: ${showTask(wait.ended)} did so at ${showDuration(wait.endedUs / 1000)}, with an error. ${showTask(left)} was not over then, and nobody waited for it any more.`,
      hint: "When the first one to end has failed, what may the others still give, and who waits for that?",
      at,
      costMs: 0,
    };
  }
  return null;
}

/** The names of the tasks that a wait for several names. */
export function namesIn({ what }: Pick<Wait, "what">): ReadonlySet<string> {
  return new Set([...what.matchAll(/(?:^|[,:] )task ([^,]+)/gu)].map(([, name]) => name!));
}

/** A name that several bear tells nothing. */
function hasOwnName({ tasks }: Run, { name }: TaskRecord): boolean {
  return tasks.filter((task) => task.name === name).length === 1;
}

/** One line that was given the same task more than once, since it had ended before; null when no line was. */
export function explainSameAgain(run: Run): Explanation | null {
  for (const wait of firstWaits(run)) {
    const again = sameAgain(run, wait);
    if (again !== null) return again;
  }
  return null;
}

function sameAgain(run: Run, { ended, frames }: FirstWait): Explanation | null {
  const at = frames.at(-1)?.at;
  if (at === undefined || ended.endedMs === null) return null;
  const times = firstWaits(run).filter(
    (each) => each.ended === ended && placeKey(each.frames.at(-1)!.at) === placeKey(at),
  ).length;
  if (times < 2) return null;
  return {
    code: "first-to-end",
    message: `Line ${at.line} waited until one of several tasks had ended, and got ${showTask(ended)} ${times} times: that one had ended at ${showDuration(ended.endedMs)}, and is still among those that line ${at.line} waits for.`,
    hint: `Which tasks should line ${at.line} wait for, once one of them has ended and its result was taken?`,
    at,
    costMs: 0,
  };
}

/** `asCompleted` gives each of them once. */
const nextOf = "task the next of";

const firstWaits = keptFor((run: Run): readonly FirstWait[] => {
  const { waits, endRow, tasks } = tellStory(run);
  return waits
    .filter(
      ({ kind, on, cut, what, frames, endedRow }) =>
        kind === "task" && on === 0 && !cut && frames.length > 0 && endedRow < endRow && !what.startsWith(nextOf),
    )
    .slice(0, mostLooked)
    .flatMap((wait) => {
      const ended = recordOf(run, run.trace.other[wait.endedRow]!);
      // A wait that was called off has ended by who did so.
      const isOver = ended !== undefined && tasks.get(ended.id)!.endedRow <= wait.endedRow;
      return isOver ? [{ ...wait, ended }] : [];
    });
});
