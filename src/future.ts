import { cancelledError } from "./stackless.ts";
import { type CancelledError, InvalidStateError } from "./errors.ts";
import type { HandleCore } from "./handle.ts";
import { Ledger } from "./ledger.ts";
import { loop } from "./loop.ts";
import type { Site, TaskId, WaitKind } from "./observer.ts";
import { platform } from "./platform.ts";
import type { TaskCore } from "./task.ts";

export type FutureState = "pending" | "finished" | "failed" | "cancelled";

let named = 0;

/**
 * What `Future`, `Task` and the future of `gather` are inside. Learners never get hold of a core: what they see is a shell
 * (future-shell.ts), so nothing that they do to an object they have can reach the state here.
 */
export class FutureCore {
  // See HandleCore for why these are not initialized here.
  declare state: FutureState;
  /** The result, or the error of a failed one. */
  declare value: unknown;
  declare cancelMessage: string | undefined;
  /** The very error that left a task's body, for the first who asks. */
  declare cancelledError: CancelledError | null;
  /** Failed, and nobody has looked at the error yet. */
  declare unretrieved: boolean;
  /** The task in whose step this was decided; 0 for a timer, a reply, the loop. Kept only while somebody listens. */
  declare waker: TaskId;
  /** What learners hold, made when first needed. */
  declare shell: object | null;
  /** Given when a message first speaks of it. */
  declare private ordinal: number;
  declare private callbacks: HandleCore | HandleCore[] | null;

  constructor() {
    this.state = "pending";
    this.value = undefined;
    this.unretrieved = false;
    this.callbacks = null;
  }

  static {
    // What few futures ever have is found here by the others.
    const prototype: FutureCore = this.prototype;
    prototype.cancelMessage = undefined;
    prototype.cancelledError = null;
    prototype.waker = 0;
    prototype.shell = null;
    prototype.ordinal = 0;
  }

  /** How a wait for this is called in traces and messages. */
  get kind(): WaitKind {
    return "future";
  }

  get resource(): string {
    if (this.ordinal === 0) {
      named += 1;
      this.ordinal = named;
    }
    return `future ${this.ordinal}`;
  }

  /** The id of the task that this is, 0 for a mere future. */
  get taskId(): TaskId {
    return 0;
  }

  /** Why it can never come when every task waits. */
  get hopeless(): string {
    return "nothing left can set it";
  }

  /** The tasks whose going on could bring it. */
  blockers(): readonly TaskCore[] {
    return [];
  }

  /** Where it was made, for the warning about an error that nobody looked at. */
  get site(): Site | null {
    return null;
  }

  get done(): boolean {
    return this.state !== "pending";
  }

  finish(value: unknown): void {
    this.#requirePending();
    this.value = value;
    this.settle("finished");
  }

  fail(error: unknown): void {
    this.#requirePending();
    this.value = error;
    this.unretrieved = true;
    failures.note(this);
    this.settle("failed");
  }

  /** False when done already. A task counts a request instead, and a gather hands it on to its children. */
  cancel(message: string | undefined): boolean {
    this.unretrieved = false;
    if (this.state !== "pending") return false;
    this.cancelMessage = message;
    this.settle("cancelled");
    return true;
  }

  /** Changes the state and gives each callback to the loop, in the order in which they were added. */
  protected settle(state: FutureState): void {
    this.state = state;
    if (loop.observer !== null && this.waker === 0) this.waker = platform().carrier.current()?.id ?? 0;
    const callbacks = this.callbacks;
    if (callbacks === null) return;
    this.callbacks = null;
    if (Array.isArray(callbacks)) for (const callback of callbacks) loop.callSoon(callback);
    else loop.callSoon(callbacks);
  }

  /** The error to throw for a cancelled one. The first gets the error that left the task's body, others one like it. */
  takeCancelledError(): CancelledError {
    const error = this.cancelledError;
    if (error === null) return cancelledError(this.cancelMessage);
    this.cancelledError = null;
    return error;
  }

  /** @throws the error of a failed one, CancelledError, or InvalidStateError while pending */
  result(): unknown {
    if (this.state === "cancelled") throw this.takeCancelledError();
    if (this.state === "pending") {
      throw new InvalidStateError(
        `Result is not ready: ${this.resource} is still pending. Await it, or check done() first.`,
      );
    }
    this.unretrieved = false;
    if (this.state === "failed") throw this.value;
    return this.value;
  }

  /** @throws CancelledError, or InvalidStateError while pending */
  exception(): unknown {
    if (this.state === "cancelled") throw this.takeCancelledError();
    if (this.state === "pending") {
      throw new InvalidStateError(
        `Exception is not set: ${this.resource} is still pending. Await it, or check done() first.`,
      );
    }
    this.unretrieved = false;
    return this.state === "failed" ? this.value : null;
  }

  /** Never called at once: when this is done, or is done already, the loop gets the handle. */
  addCallback(handle: HandleCore): void {
    if (this.state !== "pending") loop.callSoon(handle);
    else if (this.callbacks === null) this.callbacks = handle;
    else if (Array.isArray(this.callbacks)) this.callbacks.push(handle);
    else this.callbacks = [this.callbacks, handle];
  }

  /** How many were removed. */
  removeCallbacks(matches: (handle: HandleCore) => boolean): number {
    const callbacks = this.callbacks;
    if (callbacks === null) return 0;
    const before = Array.isArray(callbacks) ? callbacks : [callbacks];
    const after = before.filter((handle) => !matches(handle));
    this.callbacks = after.length === 0 ? null : after;
    return before.length - after.length;
  }

  #requirePending(): void {
    if (this.state !== "pending") {
      throw new InvalidStateError(
        `${this.resource} is ${this.state} already. Set a future only once: check done() first if something else may set it.`,
      );
    }
  }
}

/** Failed futures, so that errors nobody looked at can be reported when the run is over. */
export const failures: Ledger<FutureCore> = new Ledger((future) => future.unretrieved);
