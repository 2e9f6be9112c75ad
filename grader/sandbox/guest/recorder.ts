import type { Observer, Site } from "../../../src/internal.ts";
import { TaskCore } from "../../../src/task.ts";
import type { RawSite } from "../wire/record.ts";
import { lastAwait, restartFrames } from "./carrier.ts";
import { cut, cutName } from "./cut.ts";
import { errorRecord } from "./error-record.ts";
import { type Frame, fromSite } from "./frame.ts";
import { host, settings } from "./host.ts";
import { flush, record, recordDetail } from "./recorder-rows.ts";
import { snapshotOfResult } from "./snapshot.ts";
import { isSettingPlainTimer, timersLeft, tooManyTimers } from "./timers.ts";

/** Awaits further out than this are left off. */
const DEEPEST_STACK = 40;
/** So many awaits are told in all stacks of a scenario together; after that, waits are told by their own place only. */
let stackFramesLeft = 200_000;
/** So many new names are told as they are given; after that, only the last one of each task, at the end. */
let renamesLeft = 10_000;
const untold = new Map<number, string>();
/** Calls in a recursion that has not come to its awaits yet are passed over, so many at most: each of them may be asked for its own. */
const MOST_PASSED_OVER = 400;

let tasks = 0;
/** Set and neither fired nor cancelled. */
let liveTimers = 0;
/** Those that are told; each run numbers its waits anew. */
let newestWait = 0;
let newestTimer = 0;
/** Set, or begun, when no more was told: only at the end it is told which of them were left behind. Plain timers are known elsewhere. */
const untoldTimers = new Map<number, RawSite>();
const untoldSleeps = new Map<
  number,
  { readonly task: number; readonly resource: string; readonly site: RawSite | null }
>();

/** A new outermost run begins. */
export function newRecorder(): Observer {
  record(["R"]);
  isRead = false;
  newestWait = 0;
  untold.clear();
  untoldTimers.clear();
  untoldSleeps.clear();
  restartFrames();
  return recorder;
}

const recorder: Observer = {
  taskCreated(task, creator, { name }, coroutine, site) {
    tasks += 1;
    record(["c", task, creator, cutName(name), cutName(coroutine), rawSite(site)]);
    // The entry's own task is none that it creates.
    if (tasks - 1 > settings.maxTasks) {
      stop(
        "tasks",
        `More than ${settings.maxTasks} tasks were created. Is one created in a loop that does not end? Create one task for each piece of work, and wait for some before the next ones.`,
        rawSite(site),
      );
    }
  },
  taskRenamed(task, name) {
    renamesLeft -= 1;
    if (renamesLeft >= 0) record(["n", task, cutName(name)]);
    else untold.set(task, cutName(name));
  },
  taskStep(task) {
    recordDetail(["s", task]);
  },
  waitBegan(wait, task, kind, { resource }, on, site) {
    const isTold = recordDetail(["w", wait, task, kind, cutName(resource), on, rawSite(site), stackOf(site)]);
    if (isTold) newestWait = wait;
    else if (kind === "sleep") untoldSleeps.set(wait, { task, resource: cutName(resource), site: rawSite(site) });
  },
  // What is told to have begun is told to its end.
  waitEnded(wait, waker) {
    if (wait <= newestWait) record(["e", wait, waker]);
    else untoldSleeps.delete(wait);
  },
  cancelRequested(task, by, site) {
    recordDetail(["x", task, by, rawSite(site)]);
  },
  taskEnded(task, state, outcome, waitedAt) {
    record([
      "d",
      task,
      state,
      state === "done" ? snapshotOfResult(outcome) : null,
      state === "failed" ? errorRecord(outcome, waitedAt) : null,
    ]);
  },
  timerSet(timer, when, task, site) {
    liveTimers += 1;
    const own = rawSite(site);
    const isPlain = isSettingPlainTimer();
    if (recordDetail(["t", timer, finite(when), task, own, isPlain ? 1 : 0])) newestTimer = timer;
    else if (!isPlain && own !== null && finite(when) >= 0) untoldTimers.set(timer, own);
    if (liveTimers > settings.maxTimers) tooManyTimers(own);
  },
  timerEnded(timer, how) {
    liveTimers -= 1;
    if (timer <= newestTimer) record(["u", timer, how]);
    else untoldTimers.delete(timer);
  },
  heldChanged(kind, resource, task, change, site) {
    recordDetail(["h", kind, cutName(resource), task, change, rawSite(site)]);
  },
  warned: (code, message, task, site) => record(["W", code, cut(message), task, rawSite(site)]),
  deadlocked: (message, main, site) => stop("deadlock", message, rawSite(site ?? nativeWaitOf(main))),
  livelocked: (message, _main, site) => stop("steps", message, lastAwait() ?? rawSite(site)),
  loopStopped: leftBehind,
};

let isRead = false;
let entryTask = 0;

/** The task in which the entry runs, once it is known. */
export function entryRunsIn(task: number): void {
  entryTask = task;
  record(["m", task]);
}

/** The entry has ended: what is pending now is a leftover. Read once; a script has no main that could end its last run. */
function leftBehind(main: number): void {
  // Another run's end is not the entry's: a module may have begun one, and the entry has joined it.
  isRead = settings.entry === null || main === 0 || main === entryTask;
  if (!isRead) return;
  for (const [task, name] of untold) record(["n", task, name]);
  untold.clear();
  record(["L", main]);
  for (const site of [...untoldTimers.values(), ...timersLeft()]) record(["timer", site]);
  for (const { task, resource, site } of untoldSleeps.values()) record(["sleep", task, resource, site]);
  untoldTimers.clear();
  untoldSleeps.clear();
}

export function readLeftovers(): void {
  if (!isRead) leftBehind(0);
}

/** Where a task awaits a promise that the runtime did not make. */
function nativeWaitOf(id: number): Site | null {
  return TaskCore.unfinished().find((task) => task.id === id)?.nativeWait ?? null;
}

/** The scenario is over: the host does not let the guest go on. */
function stop(code: string, message: string, site: RawSite | null): void {
  flush();
  host.stop(code, cut(message, 10_000), site ?? "");
}

/** Past the integers, as Infinity is: a timer that never comes. */
function finite(micros: number): number {
  return Number.isSafeInteger(micros) ? micros : -1;
}

/** Nobody is shown a line for what goes on in others' code; only the calls that led there tell of it. */
function rawSite(site: Site | null): RawSite | null {
  const own = fromSite(site);
  return own === null || own.isAround ? null : own.raw;
}

/** The awaits around, innermost first. Frames that are not suspended have returned, or are the ones that run now. */
function stackOf(site: Site | null): [frame: number, site: RawSite][] | null {
  const innermost = fromSite(site)?.frame ?? null;
  if (innermost === null) return null;
  if (stackFramesLeft <= 0) return null;
  const stack: [number, RawSite][] = [[innermost.number, fromSite(site)!.raw]];
  let passed = 0;
  for (let frame: Frame | null = innermost.caller; frame !== null && passed < MOST_PASSED_OVER; frame = frame.caller) {
    if (!frame.waiting || frame.site < 0) {
      passed += 1;
      continue;
    }
    stack.push([frame.number, `a${frame.site}`]);
    if (stack.length >= DEEPEST_STACK) break;
  }
  stackFramesLeft -= stack.length;
  return stack;
}
