import { nativeWaits, type Site, type TaskCarrier, type TaskCore } from "../../../src/internal.ts";
import type { RawSite } from "../wire/record.ts";
import { asSite, type Frame, fromSite } from "./frame.ts";

/** Code that no task runs: the loop, a timer of the world, a reply. */
const outside: Frame = { task: null, caller: null, number: 0, site: -1, waiting: false, native: 0 };

let current: Frame = outside;
let frames = 0;
/** Index into `Program.sites`, -1 before the first await. */
let latest = -1;
/** The await that is being carried out: between `mark` and the engine's look at the value's `then`. */
let awaiting: Frame | null = null;

const { apply } = Reflect;

export const carrier: TaskCarrier = {
  current: () => current.task,
  run<T>(task: TaskCore | null, fn: () => T, site: Site | null = null): T {
    const before = current;
    const awaits = fromSite(site)?.frame ?? null;
    // A coroutine that was made into a task has the place of its making, which is another task's.
    const caller = awaits?.task === task ? awaits : null;
    current = task === null ? outside : { task, caller, number: 0, site: -1, waiting: false, native: 0 };
    awaiting = null;
    try {
      return fn();
    } finally {
      current = before;
    }
  },
};

/** The frame that code captures to go on in later. */
export function currentFrame(): Frame {
  return awaiting ?? current;
}

/** Continues in `frame`; for code that the engine calls, which has nothing to come back to. */
export function enterFrame(frame: Frame): void {
  current = frame;
  awaiting = null;
}

/** The host begins something new: a handle of the loop, a reply. It belongs to no task until it says so. */
export function leaveFrames(): void {
  enterFrame(outside);
}

export function inFrame<T>(frame: Frame, fn: () => T): T {
  const before = current;
  enterFrame(frame);
  try {
    return fn();
  } finally {
    current = before;
  }
}

/** Calls of others' code, or ones that have returned, between an await and the learner's call that led to it: more are not passed over. */
const MOST_BETWEEN = 100;

/**
 * Where the `await` stands whose operand the engine looks at now. In code that belongs to no submission (an instructor's own, which the learner's has called)
 * that is the learner's await around.
 */
export function awaitSite(): Site | null {
  if (awaiting === null) return null;
  if (awaiting.site >= 0) return asSite({ raw: `a${awaiting.site}`, frame: awaiting });
  let frame = awaiting.caller;
  for (let left = MOST_BETWEEN; frame !== null && left > 0; left--) {
    if (frame.site >= 0 && frame.waiting) return asSite({ raw: `a${frame.site}`, frame, isAround: true });
    frame = frame.caller;
  }
  return null;
}

/** Of a wait that ended with an error which nobody caught: the outermost await that was given it. */
export function receiver(site: Site | null): RawSite | null {
  const innermost = fromSite(site);
  let raw = innermost?.raw ?? null;
  for (let frame = innermost?.frame ?? null; frame !== null && frame.waiting; frame = frame.caller) {
    if (frame.site >= 0) raw = `a${frame.site}`;
  }
  return raw;
}

/** The await that was reached last, in whatever task. */
export function lastAwait(): RawSite | null {
  return latest < 0 ? null : `a${latest}`;
}

/** Frames are counted anew in each outermost run. */
export function restartFrames(): void {
  frames = 0;
}

export function take(): Frame {
  frames += 1;
  const frame: Frame = { task: current.task, caller: current, number: frames, site: -1, waiting: false, native: 0 };
  enterFrame(frame);
  return frame;
}

export function put(frame: Frame): void {
  ended(frame);
  enterFrame(frame);
}

export function after<T>(frame: Frame, value: T): T {
  ended(frame);
  enterFrame(frame);
  return value;
}

function ended(frame: Frame): void {
  frame.waiting = false;
  const { native } = frame;
  frame.native = 0;
  if (frame.task !== null && (native !== 0 || frame.task.nativeWait !== null)) nativeWaits.end(frame.task, native);
}

/**
 * The caller goes on while this call is suspended, so its frame becomes the current one: a second call beside this one must
 * not look like a call inside it.
 */
export function mark<T>(frame: Frame, value: T, site: number): T {
  frame.site = site;
  frame.waiting = true;
  if (site >= 0) latest = site;
  const waited = hand(frame, value, site);
  if (frame.task !== null && value instanceof Promise && site >= 0) {
    frame.native = nativeWaits.begin(frame.task, asSite({ raw: `a${site}`, frame }));
  }
  return waited;
}

export function hand<T>(frame: Frame, value: T, site: number): T {
  const suspended = frame.site;
  frame.site = site;
  current = frame;
  awaiting = frame;
  const waited = isObject(value) && !(value instanceof Promise) ? thenable(frame, value) : value;
  frame.site = frame.waiting ? site : suspended;
  current = frame.caller ?? outside;
  awaiting = null;
  return waited as T;
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** The engine reads `then` at the await and calls it in a microtask of its own, where nothing tells which task that is for. */
function thenable(frame: Frame, value: object): object {
  const then: unknown = (value as { then?: unknown }).then;
  if (typeof then !== "function") return value;
  return {
    // oxlint-disable-next-line unicorn/no-thenable
    then(resolve: unknown, reject: unknown): unknown {
      return inFrame(frame, () => apply(then, value, [resolve, reject]) as unknown);
    },
  };
}
