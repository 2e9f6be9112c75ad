import {
  type Besides,
  explainCancel,
  explainCalledPlainly,
  explainEagerCalls,
  explainInlineCall,
  explainLateCancel,
  explainUnreached,
  explainUnstarted,
  type Mended,
  nothing,
  type Sought,
  samePlace,
  showTask,
  tellStory,
  placeAtMended,
  toldBy,
} from "../explain/index.ts";
import type { Run, TaskRecord } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import { type Position, globMatches, showDuration, matchSnapshot, showExpected } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { describeState } from "./task-state.ts";
import { wrongPart } from "./wrong-part.ts";
import { matchTasks, micros, stateAt } from "./task-match.ts";

type TasksCheck = Extract<Check, { kind: "tasks" }>;

/**
 * Final states, or with `instantMs` those just before the clock leaves that instant. At least one task has to fit the pattern
 * unless `count` says how many, and all that fit have to be as they should.
 */
export function checkTasks(check: TasksCheck, run: Run, { mended = null }: Besides = nothing): CheckOutcome {
  const all = matchTasks(run, check.pattern);
  const { instantMs } = check;
  const there = instantMs === null ? all : all.filter((task) => stateAt(task, instantMs) !== null);
  if (check.count !== null && there.length !== check.count)
    return failed(wrongCount(check, run, there, check.count, all, mended));
  if (check.count === null && there.length === 0) return failed(noneFits(check, run, all, mended));
  const wrong = toldBy(
    mended,
    there.map((task) => () => checkOne(check, run, task, mended)),
  );
  if (wrong === null) return passed;
  const untold = wrong.code === "task-result" ? wrongResult(check, there) : null;
  return untold === null ? failed(wrong) : { ...failed(wrong), untold };
}

function wrongResult({ result }: TasksCheck, tasks: readonly TaskRecord[]): Sought | null {
  for (const task of result === null ? [] : tasks) {
    const given = task.result ?? { t: "undefined" };
    const mismatch = task.state === "done" ? matchSnapshot(result!, given) : null;
    if (mismatch !== null) return { ...wrongPart(result!, given, mismatch.path), untilMs: task.endedMs };
  }
  return null;
}

/** What is wrong with a task; null when it is as it should be. */
function checkOne(check: TasksCheck, run: Run, task: TaskRecord, mended: Mended | null): Finding | null {
  const state = check.instantMs === null ? task.state : stateAt(task, check.instantMs)!;
  if (check.state !== null && state !== check.state) {
    return describeState(run, task, { state, expected: check.state, instantMs: check.instantMs }, mended);
  }
  if (check.endedAt !== null) {
    const { atLeastMs, atMostMs } = check.endedAt;
    const ended = task.endedMs === null || (check.instantMs !== null && state === "pending") ? null : task.endedMs;
    const early = ended !== null && atLeastMs !== null && micros(ended) < micros(atLeastMs);
    const late = ended === null || (atMostMs !== null && micros(ended) > micros(atMostMs));
    if (early || late) return wrongEnd(run, task, ended, { atLeastMs, atMostMs }, mended);
  }
  if (check.result !== null) {
    if (state !== "done") {
      return {
        code: "task-result",
        message: `${showTask(task)} is ${state}, so it has no result; expected ${showExpected(check.result)}`,
        hint: "What keeps this task from reaching its return?",
        at: placeAtMended(mended, [task.error?.at, task.createdAt]),
      };
    }
    const mismatch = matchSnapshot(check.result, task.result ?? { t: "undefined" });
    if (mismatch !== null) {
      const where = mismatch.path === "" ? "" : ` at ${mismatch.path}`;
      return {
        code: "task-result",
        message: `the result of ${showTask(task)} is ${mismatch.found}${where}; expected ${mismatch.expected}`,
        hint: "What does its coroutine return, and on which path?",
        at: task.createdAt,
      };
    }
  }
  return null;
}

function wrongCount(
  check: TasksCheck,
  run: Run,
  there: readonly TaskRecord[],
  count: number,
  all: readonly TaskRecord[],
  mended: Mended | null,
): Finding {
  const when = check.instantMs === null ? "" : ` at ${showDuration(check.instantMs)}`;
  const what = `${counted(there.length)} ${there.length === 1 ? "fits" : "fit"} \`${check.pattern}\`${when}; expected ${count}`;
  const excess = there[count];
  const next = all[there.length];
  if (there.length < count && next !== undefined) {
    return {
      code: "task-count",
      message: `${what}. The next one, ${showTask(next)}, was made only at ${showDuration(next.createdMs)}`,
      hint: tooLateHint,
      at: next.createdAt,
    };
  }
  const cause = there.length < count ? explainAbsent(check, run, mended) : null;
  return {
    code: "task-count",
    message: cause === null ? what : `${what}. ${cause.message}`,
    hint:
      cause?.hint ??
      (there.length < count ? tooFewHint(run, there) : "Which of these tasks is not needed, and what makes it?"),
    at: cause?.at ?? placeAtMended(mended, [excess?.createdAt, there[0]?.createdAt]),
  };
}

function tooFewHint(run: Run, there: readonly TaskRecord[]): string {
  const [first, ...more] = there;
  if (first === undefined && run.tasks.length > 1) return namesHint;
  const at = first?.createdAt ?? null;
  const isOnePlace = at !== null && more.every(({ createdAt }) => createdAt !== null && samePlace(createdAt, at));
  const from = isOnePlace ? tellStory(run).madeFor(at) : null;
  const call = from === null ? "" : ` for the call on line ${from.line}`;
  if (isOnePlace) return `What decides how many tasks line ${at.line} makes${call}, and which calls make none?`;
  const lines = new Set(there.map(({ createdAt }) => createdAt?.line));
  return first !== undefined && there.every((task) => !isCalledDirectly(run, task))
    ? `${lines.size === 1 && at !== null ? `Line ${at.line} makes each of them` : "Each of them is made"} by a call of its own. How many should there be, and what is to decide that?`
    : "A coroutine that is awaited directly runs inside its caller's task. Which of them should be their own tasks?";
}

/** Whether its function is called anywhere without being made a task, as far as the text tells. */
function isCalledDirectly({ tasks, calls }: Run, { coroutine }: TaskRecord): boolean {
  const isMaking = (at: Position) => tasks.some(({ createdAt }) => createdAt !== null && samePlace(createdAt, at));
  if (calls === undefined || coroutine === "<anonymous>") return true;
  return calls.some(({ name, at }) => name === coroutine && !isMaking(at));
}

/** Why tasks that should be there are not. */
function explainAbsent({ pattern }: TasksCheck, run: Run, mended: Mended | null) {
  const isWanted = (name: string): boolean => pattern !== "*" && globMatches(pattern, name);
  return toldBy<Pick<Finding, "message" | "hint" | "at">>(mended, [
    () => explainInlineCall(run, isWanted),
    () => explainUnstarted(run),
    () => explainEagerCalls(run),
    () => explainCalledPlainly(run, isWanted),
  ]);
}

const ownTaskHint =
  "A coroutine that is awaited directly runs inside its caller's task. Only createTask and similar calls turn it into a task.";

const namesHint =
  "A task has the name given where it is made, or else the name of its coroutine function. Is the one that is meant here made under another name, is it awaited without being made a task, or does the code not get as far?";

const tooLateHint = "What does the code wait for before it makes this task? Could it be made before that?";

function noneFits(check: TasksCheck, run: Run, later: readonly TaskRecord[], mended: Mended | null): Finding {
  const next = later[0];
  if (check.instantMs !== null && next !== undefined) {
    return {
      code: "task-too-late",
      message: `at ${showDuration(check.instantMs)} there was no task \`${check.pattern}\` yet: ${showTask(next)} was made at ${showDuration(next.createdMs)}`,
      hint: tooLateHint,
      at: next.createdAt,
    };
  }
  const others = run.tasks.slice(1, 6).map(showTask);
  const more = run.tasks.length > 6 ? ", …" : "";
  const cause = explainAbsent(check, run, mended);
  return {
    code: "task-missing",
    message:
      `no task fits \`${check.pattern}\`: ` +
      (others.length === 0 ? "none was made" : `there were ${others.join(", ")}${more}`) +
      (cause === null ? "" : `. ${cause.message}`),
    hint: cause?.hint ?? (others.length === 0 ? ownTaskHint : namesHint),
    at: cause?.at ?? null,
  };
}

function wrongEnd(
  run: Run,
  task: TaskRecord,
  ended: number | null,
  { atLeastMs, atMostMs }: NonNullable<TasksCheck["endedAt"]>,
  mended: Mended | null,
): Finding {
  const isEarly = ended !== null && atLeastMs !== null && micros(ended) < micros(atLeastMs);
  const cause = isEarly
    ? explainCancel(run, task)
    : toldBy(mended, [() => explainUnreached(run, task), () => explainLateCancel(run, task, atMostMs)]);
  const what = ended === null ? `${showTask(task)} had not ended` : `${showTask(task)} ended at ${showDuration(ended)}`;
  return {
    code: "task-ended-at",
    message: `${what}; expected ${showRange(atLeastMs, atMostMs)}${cause === null ? "" : `. ${cause.message}`}`,
    hint:
      cause?.hint ??
      (isEarly ? "What should it have waited for?" : "What did it wait for so long, and what could have stopped it?"),
    at: cause?.at ?? task.createdAt,
  };
}

function showRange(atLeastMs: number | null, atMostMs: number | null): string {
  if (atLeastMs !== null && atMostMs !== null) {
    return atLeastMs === atMostMs
      ? showDuration(atLeastMs)
      : `between ${showDuration(atLeastMs)} and ${showDuration(atMostMs)}`;
  }
  return atMostMs === null ? `${showDuration(atLeastMs ?? 0)} or later` : `${showDuration(atMostMs)} or earlier`;
}

function counted(n: number): string {
  return n === 1 ? "1 task" : `${n} tasks`;
}
