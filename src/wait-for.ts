import { park } from "./awaiting.ts";
import { type CoroutineObject, isCoroutine } from "./coroutine.ts";
import { ensureFuture, notStartable } from "./create-task.ts";
import { microseconds } from "./delay.ts";
import { CancelledError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { type Future, isFuture, coreOf } from "./future-shell.ts";
import { awaitCoroutine } from "./inline.ts";
import { type Caller, library } from "./library.ts";
import { loop } from "./loop.ts";
import type { TaskId, WaitKind } from "./observer.ts";
import { Release, ReleaseTimer } from "./release.ts";
import { timeoutError } from "./stackless.ts";
import type { TaskCore } from "./task.ts";

/**
 * Waits for one thing, and cancels it when `timeoutMs` are over: then TimeoutError, after it has ended. A coroutine gets a
 * task of its own; null means no deadline and no task.
 *
 * @throws RuntimeError for what is neither coroutine, task nor future
 */
export function waitFor<T>(aw: CoroutineObject<T> | Future<T>, timeoutMs: number | null): CoroutineObject<T> {
  if (!isFuture(aw) && !isCoroutine(aw)) throw notStartable(aw, "waitFor");
  const timeout = timeoutMs === null ? null : microseconds(timeoutMs, "waitFor()");
  return library("waitFor", async (caller) => {
    if (timeout === null) return (await plainAwait(caller, aw)) as T;
    if (timeout <= 0) {
      const future = ensureFuture(aw, "waitFor");
      if (!future.done) await cancelAndWait(caller, future);
      else return future.result() as T;
      return resultOrTimeout(caller, future, 0) as T;
    }
    const waiter = new Inner();
    const timer = new ReleaseTimer(loop.now() + timeout, waiter);
    timer.start();
    const future = ensureFuture(aw, "waitFor");
    waiter.inner = future;
    const release = new Release(waiter, future);
    future.addCallback(release);
    try {
      try {
        await park(caller.task, caller.site, waiter);
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        if (future.done) return future.result() as T;
        future.removeCallbacks((handle) => handle === release);
        await cancelAndWait(caller, future);
        throw error;
      }
      // Done by now beats the deadline.
      if (future.done) return future.result() as T;
      future.removeCallbacks((handle) => handle === release);
      await cancelAndWait(caller, future);
      return resultOrTimeout(caller, future, timeout) as T;
    } finally {
      timer.cancel();
    }
  });
}

function plainAwait(caller: Caller, aw: unknown): Promise<unknown> {
  if (isCoroutine(aw)) return awaitCoroutine(caller, aw);
  return park(caller.task, caller.site, coreOf(aw as Future));
}

/** The wait is not for the future itself, so that a cancel from outside always ends it. */
async function cancelAndWait({ task, site }: Caller, future: FutureCore): Promise<void> {
  const waiter = new Inner();
  waiter.inner = future;
  const release = new Release(waiter, future);
  future.addCallback(release);
  try {
    future.cancel(undefined);
    await park(task, site, waiter);
  } finally {
    future.removeCallbacks((handle) => handle === release);
  }
}

function resultOrTimeout({ site }: Caller, future: FutureCore, timeout: number): unknown {
  try {
    return future.result();
  } catch (error) {
    if (error instanceof CancelledError) throw timeoutError(`timed out after ${timeout / 1000} ms`, site !== null);
    throw error;
  }
}

/** The wait inside waitFor: shown as a wait for what it stands for. */
class Inner extends FutureCore {
  inner: FutureCore | null = null;

  override get kind(): WaitKind {
    return this.inner?.kind ?? "future";
  }

  override get resource(): string {
    return this.inner?.resource ?? super.resource;
  }

  override get taskId(): TaskId {
    return this.inner?.taskId ?? 0;
  }

  override blockers(): readonly TaskCore[] {
    return this.inner?.blockers() ?? [];
  }
}
