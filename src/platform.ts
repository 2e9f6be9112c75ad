import type { Clock } from "./clock.ts";
import type { Observer, Site, TaskId } from "./observer.ts";
import type { TaskCore } from "./task.ts";

/**
 * How the current task is carried through native awaits. On Node: AsyncLocalStorage. In the guest engine: a variable that
 * the code made by the grader's compiler saves and restores around each await.
 */
export interface TaskCarrier {
  current(): TaskCore | null;
  /**
   * Calls `fn` at once with `task` as the current one, for it and for every native continuation that it starts.
   * @param site the await of that task that `fn` is called for, as a function's body is called in its caller; left out: none
   */
  run<T>(task: TaskCore | null, fn: () => T, site?: Site | null): T;
}

/** Everything that differs between the real world and the sandbox. Nothing else in `src/` may ask where it runs. */
export interface Platform {
  /** The clock of the world, made once; `run` takes what it shows then as its 0. */
  createClock(): Clock;
  /** Calls `next` when every microtask queued now, and every one that those queue, has run. Exact, not by counting. */
  drain(next: () => void): void;
  /**
   * Calls `next` soon, outside any microtask: the loop begins to turn. Without it, `drain` is used. (Node needs it: a
   * drain that is asked for inside a microtask cannot be carried out at once.)
   */
  start?(next: () => void): void;
  readonly carrier: TaskCarrier;
  /** Who records, or null. Read once at the start of each outermost run. */
  observer(): Observer | null;
  /** Where the learner's code is now: the nearest frame outside the runtime. Null when that is not being captured. */
  callSite(): Site | null;
  /** Where the `await` stands that is being carried out now (inside a `then` called by the engine), if known. */
  awaitSite(): Site | null;
  /** `file.ts:9:3`, for messages. */
  showSite(site: Site): string;
  /** One line to stderr: warnings. */
  warn(line: string): void;
  /**
   * Has Ctrl-C call `cancel` while an outermost run lasts; `cancel` gives false when main is over. Returns the function that
   * ends this, to be told whether main was cancelled.
   */
  onInterrupt(cancel: () => boolean): (cancelled: boolean) => void;
  /** A global function as the runtime itself calls it. Left out: as it is. */
  unwatched?<F extends object>(fn: F): F;
  /** An outermost run begins; returns the function to call at its end. */
  duringRun?(): () => void;
  /**
   * Gives the places, in what it is given, of the tasks that can go on in one iteration, in the order in which they shall. Left out: first
   * come, first served. Read once at the start of each outermost run.
   */
  readonly orderReady?: ((tasks: readonly TaskId[]) => readonly number[]) | undefined;
  /** Steps allowed without time moving before a run is stopped as a livelock. Infinity for no limit. */
  readonly maxSteps: number;
}

let installed: Platform | null = null;

export function installPlatform(platform: Platform): void {
  installed = platform;
}

export function platform(): Platform {
  if (installed === null) throw new Error("chronograde: no platform is installed. Please report this as a bug.");
  return installed;
}
