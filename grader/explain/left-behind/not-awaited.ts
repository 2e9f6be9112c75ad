import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import { explainEmptyLook } from "./empty-look.ts";
import { endlessRound } from "./endless.ts";
import { firstWaitFor } from "./first-of-several.ts";
import type { Explanation } from "../explanation.ts";
import { capital, samePlace, showLine } from "../story/place.ts";
import { explainTimeWasUp } from "./time-was-up.ts";
import { looseWaitFor } from "../story/loose-call.ts";
import { threwBefore } from "./never-reached.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { waitsOf, waitsOn } from "../story/waits-by.ts";

/** The first coroutine that nobody awaited; null when all were. */
export function explainUnstarted({ warnings }: Run): Explanation | null {
  const unstarted = warnings.find(({ code }) => code === "never-awaited");
  if (unstarted === undefined) return null;
  const where = unstarted.at === null ? "" : ` made on line ${unstarted.at.line}`;
  return {
    code: "not-awaited",
    message: `The coroutine${where} was never awaited, so nothing of it ran.`,
    hint: "A coroutine does nothing until it is awaited or made into a task. Who should wait for this one?",
    at: unstarted.at,
    costMs: 0,
  };
}

/** To wait for it would be to wait forever. */
function explainEndless(task: TaskRecord, at: Position, entry: string): Explanation {
  return {
    code: "not-awaited",
    message: `It goes round in a loop that has no end, with the sleep on ${showLine(at, task.createdAt)}, and nothing had stopped it when ${entry} ended.`,
    hint: "From when on is this task no longer needed, and who stops it then?",
    at: task.createdAt,
    costMs: 0,
  };
}

/** Why this task was still pending when the entry ended. */
export function explainPending(run: Run, task: TaskRecord): Explanation {
  const entry = run.tasks[0]?.name ?? "the entry";
  const story = tellStory(run);
  const waits = waitsOn(story, task.id).length > 0;
  const where = task.createdAt === null ? "" : `, made on line ${task.createdAt.line},`;
  const idle = idleWait(story, task.id);
  if (idle !== null) {
    const at = idle.frames.at(-1)?.at;
    const place = at === undefined ? "" : ` on ${showLine(at, task.createdAt)}`;
    return {
      code: "not-awaited",
      message: `${showTask(task)}${where} was still waiting${place} for ${idle.what} when ${entry} ended.`,
      hint: `What should end this wait before ${entry} ends? If nothing more will come, who tells the task so, or stops it?`,
      at: task.createdAt,
      costMs: 0,
    };
  }
  const late = isCutOff(run) ? null : explainTimeWasUp(run, task);
  if (late !== null) return late;
  const look = explainEmptyLook(run, task);
  if (look !== null) return look;
  const round = endlessRound(run, task);
  if (round !== null) return explainEndless(task, round, entry);
  const loose = looseWaitFor(run, task);
  if (loose !== null) {
    const { at, isForEach } = loose.call;
    return {
      code: "not-awaited",
      message:
        `${showTask(task)}${where} was still running when ${entry} ended. ${capital(showLine(loose.at, at))} waits for it, but ` +
        (isForEach
          ? `nothing waits for what line ${at.line} calls: forEach goes on at once.`
          : `nothing waits for the call on line ${at.line}.`),
      hint: isForEach
        ? `What else calls a function for each item, and keeps what the calls give, so that ${entry} can wait for all of them?`
        : `What has to wait for the call on line ${at.line}, and where?`,
      at,
      costMs: 0,
    };
  }
  const first = isCutOff(run) ? null : firstWaitFor(run, task);
  if (first !== null) {
    const told = `${showTask(task)}${where} was still running when ${entry} ended.`;
    return { ...first, code: "not-awaited", message: `${told} ${first.message}` };
  }
  const failed = isCutOff(run) ? null : failedGroup(run, story, task);
  if (failed !== null) {
    const line = showLine(failed.at, task.createdAt);
    return {
      code: "not-awaited",
      message: `${showTask(task)}${where} was still running when ${entry} ended. ${capital(line)} waited for it and others, but only until ${showTask(failed.by)} failed at ${showDuration(failed.by.endedMs!)}.`,
      hint: `When one of those that ${line} waits for has failed, what may the others still give, and who waits for that?`,
      at: failed.at,
      costMs: 0,
    };
  }
  const threw = isCutOff(run) || waits ? null : threwBefore(run, story, task);
  if (threw !== null) {
    const line = showLine(threw.at, task.createdAt);
    return {
      code: "not-awaited",
      message: `Nobody awaited ${showTask(task)}${where} so ${entry} ended before it did: ${line} was to come to it, but ${threw.words}.`,
      hint: `What should become of the other tasks when one of them fails on ${line}? Who waits for those then, or stops them?`,
      at: threw.at,
      costMs: 0,
    };
  }
  return {
    code: "not-awaited",
    message: isCutOff(run)
      ? `${showTask(task)}${where} had not ended when ${entry} did.`
      : waits
        ? `${showTask(task)}${where} was still running when ${entry} ended: nothing waited for it to the end.`
        : `Nobody awaited ${showTask(task)}${where} so ${entry} ended before it did.`,
    hint: `Where does ${entry} need this task to be over? Wait for it there, or cancel it and wait until it has stopped.`,
    at: task.createdAt,
    costMs: 0,
  };
}

/** The wait for several tasks of one line that ended with the error of one of them, when this is another. */
function failedGroup(
  run: Run,
  story: Story,
  { id, creator, createdAt, createdMs }: TaskRecord,
): { readonly at: Position; readonly by: TaskRecord } | null {
  if (createdAt === null) return null;
  const by = run.tasks.find(
    (each) =>
      each.id !== id && each.state === "failed" && each.createdAt !== null && samePlace(each.createdAt, createdAt),
  );
  const wait = waitsOf(story, creator).find(
    ({ kind, beganUs, endedUs }) =>
      kind === "gather" && beganUs >= createdMs * 1000 && endedUs === Math.round((by?.endedMs ?? -1) * 1000),
  );
  const at = wait?.frames.at(-1)?.at;
  return by === undefined || at === undefined ? null : { at, by };
}

/** What only others can give. */
const given = new Set(["queue", "event", "condition", "barrier"]);

/** A wait for something that nothing gave any more before the run was over; null when the task was at work, or not there yet. */
export function idleWait({ waits, endRow }: Story, task: number): Wait | null {
  const last = waitsOf({ waits }, task).at(-1);
  return last !== undefined && last.endedRow >= endRow && given.has(last.kind) ? last : null;
}

/** Nothing that went on any more could have ended its wait. */
export function isIdle(run: Run, task: TaskRecord): boolean {
  return idleWait(tellStory(run), task.id) !== null;
}
