import { park } from "./awaiting.ts";
import { type CoroutineObject, isCoroutine } from "./coroutine.ts";
import { notStartable } from "./create-task.ts";
import { microseconds } from "./delay.ts";
import { RuntimeError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { type Future, isFuture, coreOf } from "./future-shell.ts";
import { HandleCore } from "./handle.ts";
import { library } from "./library.ts";
import { loop } from "./loop.ts";
import { ReleaseTimer } from "./release.ts";
import { show } from "./show.ts";
import type { TaskCore } from "./task.ts";

type ReturnWhen = "ALL_COMPLETED" | "FIRST_COMPLETED" | "FIRST_EXCEPTION";

/**
 * Waits until enough of the tasks and futures are done, or the time is over, and says which are. Cancels none of them and
 * throws none of their errors.
 */
export function wait<F extends Future>(
  aws: Iterable<F>,
  options?: { timeout?: number | null; returnWhen?: ReturnWhen },
): CoroutineObject<{ done: Set<F>; pending: Set<F> }> {
  return library("wait", async (caller) => {
    const shells = new Set(futuresOf<F>(aws));
    const returnWhen = options?.returnWhen ?? "ALL_COMPLETED";
    if (returnWhen !== "ALL_COMPLETED" && returnWhen !== "FIRST_COMPLETED" && returnWhen !== "FIRST_EXCEPTION") {
      throw new RuntimeError(
        `returnWhen is "ALL_COMPLETED", "FIRST_COMPLETED" or "FIRST_EXCEPTION", got ${show(returnWhen)}.`,
      );
    }
    const timeout = options?.timeout ?? null;
    const futures = [...shells].map((shell) => coreOf(shell));
    const enough = new Enough(futures);
    const timer = timeout === null ? null : new ReleaseTimer(loop.now() + microseconds(timeout, "wait()"), enough);
    timer?.start();
    const callbacks = new Set<HandleCore>();
    let left = futures.length;
    for (const future of futures) {
      const callback = new Completed(() => {
        left -= 1;
        if (left > 0 && returnWhen === "ALL_COMPLETED") return;
        if (left > 0 && returnWhen === "FIRST_EXCEPTION") {
          if (future.state !== "cancelled") future.unretrieved = false;
          if (future.state !== "failed") return;
        }
        timer?.cancel();
        if (enough.done) return;
        enough.waker = future.taskId;
        enough.finish(undefined);
      });
      callbacks.add(callback);
      future.addCallback(callback);
    }
    try {
      await park(caller.task, caller.site, enough);
    } finally {
      timer?.cancel();
      for (const future of futures) future.removeCallbacks((handle) => callbacks.has(handle));
    }
    const done = new Set<F>();
    const pending = new Set<F>();
    for (const shell of shells) (coreOf(shell).done ? done : pending).add(shell);
    return { done, pending };
  });
}

function futuresOf<F extends Future>(aws: Iterable<F>): F[] {
  if (isFuture(aws) || isCoroutine(aws)) {
    throw new RuntimeError("wait() takes a list of tasks: wait([task]).");
  }
  if (typeof aws !== "object" || aws === null || !(Symbol.iterator in aws)) {
    throw new RuntimeError(`wait() takes a list of tasks, wait([a, b]), got ${show(aws)}.`);
  }
  const list = [...aws];
  if (list.length === 0) throw new RuntimeError("wait() needs at least one task.");
  for (const one of list) {
    if (isCoroutine(one)) {
      throw new RuntimeError(
        "wait() takes tasks, not coroutines: otherwise you could not tell which is which in the result. Pass createTask(…) of each.",
      );
    }
    if (!isFuture(one)) throw notStartable(one, "wait");
  }
  return list;
}

class Enough extends FutureCore {
  readonly #futures: readonly FutureCore[];

  constructor(futures: readonly FutureCore[]) {
    super();
    this.#futures = futures;
  }

  override get kind() {
    return "task" as const;
  }

  override get resource(): string {
    const pending = this.#futures.filter((future) => !future.done);
    const names = pending.slice(0, 3).map((future) => future.resource);
    return `${names.join(", ")}${pending.length > 3 ? ` and ${pending.length - 3} more` : ""}`;
  }

  override blockers(): readonly TaskCore[] {
    return this.#futures.flatMap((future) => future.blockers());
  }
}

class Completed extends HandleCore {
  readonly #then: () => void;

  constructor(then: () => void) {
    super();
    this.#then = then;
  }

  run(): boolean {
    this.#then();
    return false;
  }
}
