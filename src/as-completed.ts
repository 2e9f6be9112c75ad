import { park } from "./awaiting.ts";
import { type CoroutineObject, isCoroutine } from "./coroutine.ts";
import { ensureFuture, notStartable, requireLoop } from "./create-task.ts";
import { microseconds } from "./delay.ts";
import { RuntimeError, TimeoutError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { type Future, isFuture } from "./future-shell.ts";
import { HandleCore } from "./handle.ts";
import { type Caller, library } from "./library.ts";
import { loop } from "./loop.ts";
import type { TaskCore } from "./task.ts";
import { TimerCore } from "./timer.ts";
import { type Waiter, Waiters } from "./waiters.ts";

/**
 * One coroutine per awaitable; awaited one after the other, they give the results in the order of completion. The tasks are
 * made when the first of them is asked for. When the time is over, those that are left fail with TimeoutError.
 */
export function* asCompleted<T>(
  aws: Iterable<CoroutineObject<T> | Future<T>>,
  options?: { timeout?: number | null },
): Generator<CoroutineObject<T>, void, undefined> {
  requireLoop("asCompleted");
  if (isFuture(aws) || isCoroutine(aws)) throw new RuntimeError("asCompleted() takes a list: asCompleted([a, b]).");
  const list = [...new Set(aws)];
  for (const one of list) if (!isFuture(one) && !isCoroutine(one)) throw notStartable(one, "asCompleted");
  const completion = new Completion(new Set(list.map((one) => ensureFuture(one, "asCompleted"))));
  const count = completion.begin(options?.timeout ?? null);
  for (let i = 0; i < count; i++)
    yield library("asCompleted", (caller) => completion.next(caller)) as CoroutineObject<T>;
}

/** Done futures in the order in which they came, and who waits for the next one: a queue of asyncio's kind. */
class Completion {
  readonly #todo: Set<FutureCore>;
  readonly #watched = new Map<FutureCore, HandleCore>();
  readonly #done: (FutureCore | null)[] = [];
  readonly #getters = new Waiters();
  #timer: TimeIsOver | null = null;

  constructor(futures: Set<FutureCore>) {
    this.#todo = futures;
  }

  begin(timeout: number | null): number {
    for (const future of this.#todo) {
      const callback = new Completed(this, future);
      this.#watched.set(future, callback);
      future.addCallback(callback);
    }
    if (this.#todo.size > 0 && timeout !== null && timeout !== Infinity) {
      this.#timer = new TimeIsOver(loop.now() + microseconds(timeout, "asCompleted()"), this);
      loop.callAt(this.#timer.when, this.#timer);
    }
    return this.#todo.size;
  }

  completed(future: FutureCore): void {
    if (this.#todo.size === 0) return;
    this.#todo.delete(future);
    this.#put(future);
    if (this.#todo.size === 0) this.#timer?.cancel();
  }

  timeIsOver(): void {
    for (const future of this.#todo) {
      const callback = this.#watched.get(future);
      future.removeCallbacks((handle) => handle === callback);
      this.#put(null);
    }
    this.#todo.clear();
  }

  async next(caller: Caller): Promise<unknown> {
    while (this.#done.length === 0) await this.#wait(caller);
    const future = this.#done.shift();
    if (future === null || future === undefined) throw new TimeoutError("timed out before all were done");
    return future.result();
  }

  async #wait(caller: Caller): Promise<void> {
    const getter = this.#getters.add();
    try {
      await park(caller.task, caller.site, getter, this.#waitedFor(getter));
    } catch (error) {
      this.#getters.remove(getter);
      if (this.#done.length > 0 && getter.state !== "cancelled") this.#getters.wakeNext();
      throw error;
    }
  }

  #put(future: FutureCore | null): void {
    this.#done.push(future);
    this.#getters.wakeNext();
  }

  #waitedFor(getter: Waiter) {
    const { taskId } = getter;
    const todo = this.#todo;
    return {
      kind: "task" as const,
      get resource() {
        return `the next of ${todo.size} that are not done`;
      },
      taskId,
      hopeless: "",
      blockers: (): readonly TaskCore[] => [...todo].flatMap((future) => future.blockers()),
    };
  }
}

class Completed extends HandleCore {
  readonly #completion: Completion;
  readonly #future: FutureCore;

  constructor(completion: Completion, future: FutureCore) {
    super();
    this.#completion = completion;
    this.#future = future;
  }

  run(): boolean {
    this.#completion.completed(this.#future);
    return false;
  }
}

class TimeIsOver extends TimerCore {
  readonly #completion: Completion;

  constructor(when: number, completion: Completion) {
    super(when);
    this.#completion = completion;
  }

  protected fire(): boolean {
    this.#completion.timeIsOver();
    return false;
  }
}
