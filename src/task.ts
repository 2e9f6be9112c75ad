import { CancelledError, RuntimeError } from "./errors.ts";
import { failures, FutureCore } from "./future.ts";
import type { HandleCore } from "./handle.ts";
import { isInstance } from "./is-instance.ts";
import { loop } from "./loop.ts";
import type { Observer, Site, TaskId, WaitKind } from "./observer.ts";
import { platform } from "./platform.ts";
import { taskNames } from "./task-names.ts";
import type { Wakeup } from "./wakeup.ts";

/** What a task runs: settles exactly once, through one of the two functions. */
export interface Job {
  /** Name of the coroutine function; `<anonymous>` when it has none. */
  readonly coroutine: string;
  begin(task: TaskCore, resolve: (value: unknown) => void, reject: (reason: unknown) => void): void;
}

/**
 * What a task is inside; see FutureCore. Also the token that the platform carries through native awaits, and the handle of
 * its own first step: tasks are many.
 */
export class TaskCore extends FutureCore implements HandleCore {
  /** As a handle: never. */
  declare readonly cancelled: boolean;
  /** Of all tasks that were ever made. */
  readonly #number: number;
  /** A number stands for `Task-N`, which few ever ask for. */
  #name: string | number;
  readonly coroutine: string;
  readonly #site: Site | null;
  #job: Job | null;
  /** A cancel is due: it is delivered at the next step. */
  #cancelDue = false;
  /** Requests counted by cancel() and taken back by uncancel(). */
  cancelRequests = 0;
  /**
   * What the task waits for: several when it awaits a Promise.all. What has been decided stays here until the step that
   * delivers it.
   */
  #waits: Wakeup | Wakeup[] | null = null;
  /** Where it awaits a promise that the runtime did not make, as far as the platform notes that. */
  declare nativeWait: Site | null;

  static {
    const prototype: { nativeWait: Site | null; cancelled: boolean } = this.prototype;
    prototype.nativeWait = null;
    prototype.cancelled = false;
  }

  /** All tasks that are not done, in the order in which they were made. Those of a run that is over are not among them. */
  static readonly #unfinished = new Set<TaskCore>();
  static #created = 0;
  /** By all runs before the one that goes on. */
  static #createdBefore = 0;

  constructor(job: Job, name: string | undefined, site: Site | null) {
    super();
    TaskCore.#created += 1;
    this.#number = TaskCore.#created;
    // The number is used up even when a name is given: so 3.11 has it.
    const number = taskNames.next();
    this.#name = name ?? number;
    this.coroutine = job.coroutine;
    this.#site = site;
    this.#job = job;
    TaskCore.#unfinished.add(this);
    loop.observer?.taskCreated(this.id, platform().carrier.current()?.id ?? 0, this, this.coroutine, site);
    loop.callSoon(this);
  }

  /** Counts from 1 in each outermost run; 0 for a task of an earlier one, whose number may be another's now. */
  get id(): TaskId {
    return Math.max(0, this.#number - TaskCore.#createdBefore);
  }

  /** Whom to tell of it; nobody, where the run that goes on is not its own. */
  get observer(): Observer | null {
    return this.id === 0 ? null : loop.observer;
  }

  get name(): string {
    if (typeof this.#name === "number") this.#name = `Task-${this.#name}`;
    return this.#name;
  }

  /** Tasks that are not done, in the order in which they were made. */
  static unfinished(): TaskCore[] {
    return [...TaskCore.#unfinished];
  }

  /** Ids count from 1 in each outermost run. What an earlier run left behind is forgotten. */
  static restart(): void {
    TaskCore.#createdBefore = TaskCore.#created;
    TaskCore.#unfinished.clear();
  }

  static get count(): number {
    return TaskCore.#unfinished.size;
  }

  override get kind(): WaitKind {
    return "task";
  }

  override get resource(): string {
    return `task ${this.name}`;
  }

  override get taskId(): TaskId {
    return this.id;
  }

  override get hopeless(): string {
    return "it can never end";
  }

  override blockers(): readonly TaskCore[] {
    return [this];
  }

  override get site(): Site | null {
    return this.#site;
  }

  get waits(): readonly Wakeup[] {
    const waits = this.#waits;
    if (waits === null) return [];
    return Array.isArray(waits) ? waits : [waits];
  }

  override finish(): void {
    throw new RuntimeError(
      "A task cannot be given a result: its result is what its function returns. Use getRunningLoop().createFuture() for a value that something else sets.",
    );
  }

  override fail(): void {
    throw new RuntimeError(
      "A task cannot be given an exception: its exception is what its function throws. Use task.cancel() to stop it, or getRunningLoop().createFuture() for a value that something else sets.",
    );
  }

  override cancel(message: string | undefined): boolean {
    this.unretrieved = false;
    if (this.done) return false;
    this.#noteCancelRequest();
    let awaited = this.#awaitedTask();
    if (awaited === null) {
      this.#takeCancel(message);
      return true;
    }
    // Down the chain of tasks that await each other, without recursion: it may be longer than the stack, or a circle.
    const chain = new Set<TaskCore>([this, awaited]);
    for (;;) {
      awaited.#noteCancelRequest();
      const next = awaited.#awaitedTask();
      if (next === null || chain.has(next)) break;
      chain.add(next);
      awaited = next;
    }
    awaited.#takeCancel(message);
    return true;
  }

  /** By what it waits for; what cannot be cancelled any more leaves the cancel to the next step. */
  #takeCancel(message: string | undefined): void {
    let taken = false;
    if (this.#awaitedTask() === null) for (const wait of this.waits) if (wait.on.cancel(message)) taken = true;
    if (taken) return;
    this.#cancelDue = true;
    this.cancelMessage = message;
  }

  #noteCancelRequest(): void {
    this.cancelRequests += 1;
    this.observer?.cancelRequested(this.id, platform().carrier.current()?.id ?? 0, platform().callSite());
  }

  /** The one task that this one waits for, if it waits for nothing else. */
  #awaitedTask(): TaskCore | null {
    const waits = this.#waits;
    if (waits === null || Array.isArray(waits)) return null;
    return waits.on instanceof TaskCore && !waits.on.done ? waits.on : null;
  }

  uncancel(): number {
    if (this.cancelRequests > 0) this.cancelRequests -= 1;
    return this.cancelRequests;
  }

  rename(name: string): void {
    this.#name = name;
    this.observer?.taskRenamed(this.id, name);
  }

  beginWait(wait: Wakeup): void {
    if (this.#waits === null) this.#waits = wait;
    else if (Array.isArray(this.#waits)) this.#waits.push(wait);
    else this.#waits = [this.#waits, wait];
    if (this.#cancelDue && wait.on.cancel(this.cancelMessage)) this.#cancelDue = false;
  }

  endWait(wait: Wakeup): void {
    if (this.#waits === wait) this.#waits = null;
    else if (Array.isArray(this.#waits)) {
      const left = this.#waits.filter((one) => one !== wait);
      this.#waits = left.length === 0 ? null : left;
    }
  }

  /**
   * The cancel that is due at this step, or null. `outcome` is what the step would have delivered: when that is a
   * CancelledError itself, it serves for both.
   */
  takeDueCancel(outcome: unknown): CancelledError | null {
    if (!this.#cancelDue || this.done) return null;
    this.#cancelDue = false;
    return isInstance(outcome, CancelledError) ? null : this.takeCancelledError();
  }

  get outlivesRun(): boolean {
    return false;
  }

  get stepOf(): TaskId {
    return this.id;
  }

  /** The first step: the body begins, unless a cancel came before. */
  run(): boolean {
    const job = this.#job as Job;
    this.#job = null;
    this.observer?.taskStep(this.id);
    const cancelled = this.takeDueCancel(null);
    if (cancelled !== null) {
      this.#fail(cancelled);
      return true;
    }
    const { resolve, reject } = this.#outcome();
    platform().carrier.run(this, () => job.begin(this, resolve, reject));
    return true;
  }

  /** Made apart from `start`: these two live as long as the body runs, and must not keep its coroutine alive. */
  #outcome() {
    return {
      resolve: (value: unknown) => this.#return(value),
      reject: (reason: unknown) => this.#fail(reason),
    };
  }

  #return(value: unknown): void {
    if (this.done) return;
    if (this.#cancelDue) {
      this.#cancelDue = false;
      this.#end("cancelled", undefined);
    } else {
      this.value = value;
      this.#end("finished", value);
    }
  }

  #fail(reason: unknown): void {
    if (this.done) return;
    if (isInstance(reason, CancelledError)) {
      this.cancelledError = reason;
      this.cancelMessage = undefined;
      this.#end("cancelled", undefined);
    } else {
      this.value = reason;
      this.unretrieved = true;
      failures.note(this);
      this.#end("failed", reason);
    }
  }

  #end(state: "finished" | "failed" | "cancelled", outcome: unknown): void {
    TaskCore.#unfinished.delete(this);
    this.waker = this.id;
    this.observer?.taskEnded(this.id, state === "finished" ? "done" : state, outcome, this.nativeWait);
    this.settle(state);
  }
}
