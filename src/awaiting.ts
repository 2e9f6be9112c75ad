import { RuntimeError } from "./errors.ts";
import type { FutureCore } from "./future.ts";
import { HandleCore } from "./handle.ts";
import { loop } from "./loop.ts";
import type { Site } from "./observer.ts";
import type { TaskCore } from "./task.ts";
import { type WaitedFor, Wakeup } from "./wakeup.ts";

type Resolve = (value: unknown) => void;

/**
 * `await future` in `task`: goes on at once when the future is done (and then delivers no cancel that is due), else when
 * the loop has run the wake-up. `resolve` and `reject` are those of the native promise that the await stands on.
 */
export function awaitFuture(
  future: FutureCore,
  task: TaskCore | null,
  site: Site | null,
  resolve: Resolve,
  reject: Resolve,
  what: WaitedFor = future,
): void {
  if (future.done) deliver(future, resolve, reject);
  else if (!loop.running) {
    reject(
      new RuntimeError(
        `${future.resource} was awaited while no loop is running, so nothing can complete it. Await it inside run(main).`,
      ),
    );
  } else if (task === null || task.done) {
    // A strand of native code that no task waits for: it goes on in the same order, but there is nobody to cancel.
    future.addCallback(new Delivery(future, resolve, reject));
  } else if (future === task) {
    loop.callSoon(
      new Refusal(
        task,
        reject,
        `${future.resource} awaits itself, so it could never end. Await another task, or return the value.`,
      ),
    );
  } else {
    suspend(new Wakeup(task, future, what, site, resolve, reject));
  }
}

/** The task of `wakeup` waits until its future is done. */
export function suspend(wakeup: Wakeup): void {
  wakeup.on.addCallback(wakeup);
  wakeup.task.beginWait(wakeup);
}

/** The same for the runtime's own async functions, which are told their task instead of looking for it. */
export function park(task: TaskCore, site: Site | null, future: FutureCore, what?: WaitedFor): Promise<unknown> {
  return new Promise((resolve, reject) => {
    awaitFuture(future, task, site, resolve, reject, what);
  });
}

/** The loop turns once before `task` goes on. No future is involved, so a cancel is delivered by the step itself. */
export function pause(task: TaskCore, value: unknown, resolve: Resolve, reject: Resolve): void {
  loop.callSoon(new Pause(task, value, resolve, reject));
}

export function deliver(future: FutureCore, resolve: Resolve, reject: Resolve): void {
  future.unretrieved = false;
  if (future.state === "finished") resolve(future.value);
  else if (future.state === "failed") reject(future.value);
  else reject(future.takeCancelledError());
}

class Delivery extends HandleCore {
  readonly #future: FutureCore;
  readonly #resolve: Resolve;
  readonly #reject: Resolve;

  constructor(future: FutureCore, resolve: Resolve, reject: Resolve) {
    super();
    this.#future = future;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  run(): boolean {
    deliver(this.#future, this.#resolve, this.#reject);
    return true;
  }
}

class Pause extends HandleCore {
  readonly #task: TaskCore;
  readonly #value: unknown;
  readonly #resolve: Resolve;
  readonly #reject: Resolve;

  constructor(task: TaskCore, value: unknown, resolve: Resolve, reject: Resolve) {
    super();
    this.#task = task;
    this.#value = value;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  run(): boolean {
    this.#task.observer?.taskStep(this.#task.id);
    const due = this.#task.takeDueCancel(null);
    if (due === null) this.#resolve(this.#value);
    else this.#reject(due);
    return true;
  }
}

class Refusal extends HandleCore {
  readonly #task: TaskCore;
  readonly #reject: Resolve;
  readonly #message: string;

  constructor(task: TaskCore, reject: Resolve, message: string) {
    super();
    this.#task = task;
    this.#reject = reject;
    this.#message = message;
  }

  run(): boolean {
    this.#task.observer?.taskStep(this.#task.id);
    this.#reject(this.#task.takeDueCancel(null) ?? new RuntimeError(this.#message));
    return true;
  }
}
