/**
 * A place in the learner's source, as the platform captured it: opaque here, made readable by `Platform.showSite`.
 */
export type Site = string;

/** What a task can wait for. `native` is a promise that the runtime did not make. */
export type WaitKind =
  | "sleep"
  | "task"
  | "future"
  | "gather"
  | "request"
  | "lock"
  | "event"
  | "condition"
  | "semaphore"
  | "barrier"
  | "queue"
  | "group"
  | "native";

/** Task ids count from 1 in each outermost run, in creation order; 0 means "no task" (the loop, a timer, a reply). */
export type TaskId = number;

/**
 * Hooks for a recorder (trio's Instrument is the model). All are called synchronously, in the order in which things
 * happen, with plain numbers and strings, so that a recorder can write columns; a text that has to be put together first
 * comes as an object to be read, at once, by a recorder that wants it. A hook must not call the runtime.
 * The instant is the loop's clock at the call.
 */
export interface Observer {
  /** `coroutine` is the name of the coroutine function, `<anonymous>` when it has none. */
  taskCreated(task: TaskId, creator: TaskId, of: { readonly name: string }, coroutine: string, site: Site | null): void;
  taskRenamed(task: TaskId, name: string): void;
  /** A step begins: one handle that runs a piece of this task. */
  taskStep(task: TaskId): void;
  /** `wait` numbers the waits of a run from 1. `what.resource` names what is waited for; `on` is a task's id, or 0. */
  waitBegan(
    wait: number,
    task: TaskId,
    kind: WaitKind,
    what: { readonly resource: string },
    on: TaskId,
    site: Site | null,
  ): void;
  /** `waker` is the task whose step ended the wait, 0 for a timer, a reply or the loop. */
  waitEnded(wait: number, waker: TaskId): void;
  cancelRequested(task: TaskId, by: TaskId, site: Site | null): void;
  /**
   * For `failed`, `outcome` is what the body threw; for `done`, what it returned. `waitedAt`: the await of a promise that the runtime did
   * not make, if it ended there.
   */
  taskEnded(task: TaskId, state: "done" | "failed" | "cancelled", outcome: unknown, waitedAt: Site | null): void;
  /** A timer of callLater/callAt and of what is built on them (`sleep` included). `when` in µs. */
  timerSet(timer: number, when: number, task: TaskId, site: Site | null): void;
  timerEnded(timer: number, how: "fired" | "cancelled"): void;
  /** A lock or permit was taken (`+1`) or given back (`-1`). `resource` as in waitBegan. */
  heldChanged(kind: WaitKind, resource: string, task: TaskId, change: 1 | -1, site: Site | null): void;
  /** "never awaited" and "never retrieved": `message` is the whole sentence that also goes to stderr. */
  warned(code: "never-awaited" | "never-retrieved", message: string, task: TaskId, site: Site | null): void;
  /** Nothing can ever go on; `message` is that of the DeadlockError. */
  deadlocked(message: string, main: TaskId, site: Site | null): void;
  /**
   * Main has ended and the loop iteration in which it ended is over; what is pending now is a leftover. Called before
   * `run` cancels the leftovers. Only for the outermost run.
   */
  loopStopped(main: TaskId): void;
  /** Too many steps ran while the clock stood still; `message` is that of the RuntimeError. */
  livelocked?(message: string, main: TaskId, site: Site | null): void;
}
