import { showDuration, type Position } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { counterpartsOf, nameKey } from "./counterparts.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import { eagerCallOf } from "../story/eager-call-place.ts";
import type { Explanation } from "../explanation.ts";
import type { Model } from "./model.ts";
import { showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { endOfError, wordsForEnd } from "../story/where-errors-end.ts";

/** Work that the end of the run had to wait for after the moment at which it is stopped in the solution's run. */
interface Late {
  readonly task: TaskRecord;
  /** Since when, in µs. */
  readonly sinceUs: number;
  readonly us: number;
}

/**
 * Tasks that went on after one had failed, though the solution stops them at that moment: its error was kept, nobody was told of it, or it is the error of no
 * task. What such a task held meanwhile (a lock, a place) and what waited for it cost what was lost, and is not to blame for it.
 */
export function findNotStopped(run: Run, story: Story, path: CriticalPath, model: Model): Explanation | null {
  const theirs = counterpartsOf(run, model);
  const all = lateOnes(run, path, theirs).toSorted((a, b) => a.sinceUs - b.sinceUs || b.us - a.us);
  for (const late of all) {
    const same = all.filter(({ sinceUs }) => sinceUs === late.sinceUs);
    const told = whyNotStopped(run, story, { late, more: same.length - 1, theirs, model });
    if (told !== null) return { ...told, costMs: same.reduce((sum, { us }) => sum + us, 0) / 1000 };
  }
  return null;
}

function lateOnes(run: Run, { stretches }: CriticalPath, theirs: ReadonlyMap<number, TaskRecord>): Late[] {
  const { event, task: tasks, at } = run.trace;
  const stopped = new Map<number, number>();
  for (const [id, { state, endedMs }] of theirs) {
    if (state === "cancelled" && endedMs !== null) stopped.set(id, Math.round(endedMs * 1000));
  }
  // Who was told to stop, and took its time, was told in time.
  for (const [row, each] of event.entries()) {
    if (each === "cancel-requested" && at[row]! <= (stopped.get(tasks[row]!) ?? -1)) stopped.delete(tasks[row]!);
  }
  const lengths = new Map<number, number>();
  for (const { fromUs, toUs, steps } of stretches) {
    for (const task of new Set(steps.map((step) => step.task))) {
      const sinceUs = stopped.get(task);
      if (sinceUs === undefined || toUs <= sinceUs) continue;
      lengths.set(task, (lengths.get(task) ?? 0) + toUs - Math.max(fromUs, sinceUs));
    }
  }
  return run.tasks.flatMap((task): Late[] => {
    const us = lengths.get(task.id);
    const sinceUs = stopped.get(task.id);
    return us === undefined || sinceUs === undefined || task.createdMs * 1000 > sinceUs ? [] : [{ task, sinceUs, us }];
  });
}

interface Asked {
  readonly late: Late;
  /** Others that went on at the same time. */
  readonly more: number;
  readonly theirs: ReadonlyMap<number, TaskRecord>;
  readonly model: Model;
}

function whyNotStopped(run: Run, story: Story, { late, more, theirs, model }: Asked): Explanation | null {
  const isThen = ({ endedMs }: TaskRecord) => endedMs !== null && Math.round(endedMs * 1000) === late.sinceUs;
  const failedThen = ({ state, ...task }: TaskRecord) => state === "failed" && isThen({ state, ...task });
  const failed = run.tasks.find((task) => isThen(task) && theirs.has(task.id) && failedThen(theirs.get(task.id)!));
  const others = more === 0 ? "" : ` and ${more} more`;
  const until = late.task.endedMs === null ? "the end" : showDuration(late.task.endedMs);
  const wentOn = { name: `${showTask(late.task)}${others}`, until };
  if (failed?.state === "failed") return untold(story, late, failed, wentOn);
  if (failed?.state === "done") return kept(run, story, failed, wentOn);
  if (failed !== undefined || !model.tasks.some((task) => failedThen(task) && !isMade(run, task))) return null;
  return ofNoTask(run, story, late, wentOn);
}

interface WentOn {
  readonly name: string;
  readonly until: string;
}

const stopHint = "Do the others still matter when one has failed? What decides how long they go on?";

function untold(story: Story, { task, sinceUs }: Late, failed: TaskRecord, { name, until }: WentOn): Explanation {
  const own = story.waits.filter(({ frames, on, task: waiting }) => {
    return frames.length > 0 && (on === failed.id || waiting === failed.creator);
  });
  const isSpanning = ({ beganUs, endedUs }: Wait) => beganUs <= sinceUs && endedUs > sinceUs;
  const spanning = own.find(isSpanning);
  const told = own.find(({ endedUs, beganUs }) => endedUs === sinceUs && beganUs < endedUs);
  const at = (spanning ?? told)?.frames.at(-1)?.at ?? task.createdAt;
  const line = at === null ? "" : showLine(at, at);
  const then =
    at === null || (spanning === undefined && told === undefined)
      ? ""
      : spanning === undefined
        ? ` and ${line} was told of it`
        : ` while ${line} waited`;
  return {
    code: "late-cancel",
    message: `${showTask(failed)} failed at ${showDuration(sinceUs / 1000)}${then}, but nobody stopped ${name}, which went on until ${until}.`,
    hint: stopHint,
    at,
    costMs: 0,
  };
}

function kept(run: Run, story: Story, failed: TaskRecord, { name, until }: WentOn): Explanation {
  const last = story.tasks.get(failed.id)?.waits.at(-1);
  const end = last === undefined ? null : endOfError(run, last.frames);
  const at = end?.at ?? failed.createdAt;
  const when = showDuration(failed.endedMs!);
  return {
    code: "kept-error",
    message:
      (end === null
        ? `${showTask(failed)}${at === null ? "" : `, made on line ${at.line},`} ended at ${when} with a value, as if nothing had gone wrong in it.`
        : `${showTask(failed)} ended at ${when} with a value: ${wordsForEnd(end, end.at, "an error of it")}.`) +
      ` So nobody stopped ${name}, which went on until ${until}.`,
    hint: "Who has to be told that this went wrong, and what tells them?",
    at,
    costMs: 0,
  };
}

function isMade({ tasks }: Run, one: TaskRecord): boolean {
  return tasks.some((task) => nameKey(task) === nameKey(one));
}

/** Work that ended just then and that a plain call had begun. */
function ofNoTask(run: Run, { waits }: Story, { sinceUs }: Late, { name, until }: WentOn): Explanation | null {
  for (const { frames, endedUs } of waits) {
    const at = endedUs === sinceUs ? placeOfCall(run, frames) : null;
    if (at === null) continue;
    return {
      code: "late-cancel",
      message:
        `What line ${at.line} starts with a plain call is no task: it ended at ${showDuration(sinceUs / 1000)}, ` +
        `and its error stopped nobody. ${name} went on until ${until}.`,
      hint: "A plain call of an async function makes no task. What would, and which of the calls need one?",
      at,
      costMs: 0,
    };
  }
  return null;
}

function placeOfCall(run: Run, frames: Wait["frames"]): Position | null {
  for (const { at } of frames) {
    const call = eagerCallOf(run, at);
    if (call !== null) return call.at;
  }
  return null;
}
