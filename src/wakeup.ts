import type { FutureCore } from "./future.ts";
import { HandleCore } from "./handle.ts";
import type { Site, TaskId, WaitKind } from "./observer.ts";
import type { TaskCore } from "./task.ts";

/** What is waited for, in words; by default what the future says of itself. */
export interface WaitedFor {
  readonly kind: WaitKind;
  readonly resource: string;
  /** The task that can end it, 0 if none can be named. */
  readonly taskId: TaskId;
  /** Why it can never come when every task waits. */
  readonly hopeless: string;
  /** The tasks whose going on could end the wait. */
  blockers(): readonly TaskCore[];
}

/** Numbers the waits of a run, for the observer. */
let waits = 0;

export function nextWait(): number {
  waits += 1;
  return waits;
}

export function restartWaits(): void {
  waits = 0;
}

/**
 * A task goes on: the done callback that a pending await leaves at its future. One step of the task: a cancel that is
 * due replaces the outcome; then the native promise that the await stands on is settled, and the body goes on in the
 * microtasks that follow.
 */
export class Wakeup extends HandleCore {
  // See HandleCore for why these are not private fields.
  declare readonly task: TaskCore;
  declare readonly on: FutureCore;
  declare readonly site: Site | null;
  declare readonly what: WaitedFor;
  declare protected readonly resolve: (value: unknown) => void;
  declare protected readonly reject: (reason: unknown) => void;
  declare private readonly number: number;

  constructor(
    task: TaskCore,
    on: FutureCore,
    what: WaitedFor,
    site: Site | null,
    resolve: (value: unknown) => void,
    reject: (reason: unknown) => void,
  ) {
    super();
    this.task = task;
    this.on = on;
    this.what = what;
    this.site = site;
    this.resolve = resolve;
    this.reject = reject;
    const { observer } = task;
    if (observer === null) this.number = 0;
    else {
      this.number = nextWait();
      observer.waitBegan(this.number, task.id, what.kind, what, what.taskId, site);
    }
  }

  override get stepOf(): TaskId {
    return this.task.id;
  }

  run(): boolean {
    const { task, on } = this;
    task.endWait(this);
    const { observer } = task;
    if (observer !== null) {
      if (this.number !== 0) observer.waitEnded(this.number, on.waker);
      observer.taskStep(task.id);
    }
    on.unretrieved = false;
    const failed = on.state !== "finished";
    const outcome = on.state === "cancelled" ? on.takeCancelledError() : on.value;
    const due = task.takeDueCancel(failed ? outcome : null);
    if (due !== null) this.failed(due);
    else if (failed) this.failed(outcome);
    else this.succeeded(outcome);
    return true;
  }

  protected succeeded(value: unknown): void {
    this.resolve(value);
  }

  protected failed(reason: unknown): void {
    this.reject(reason);
  }
}
