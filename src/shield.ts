import { type CoroutineObject, isCoroutine } from "./coroutine.ts";
import { ensureFuture, notStartable, requireLoop } from "./create-task.ts";
import { FutureCore } from "./future.ts";
import { type Future, shellOf, isFuture } from "./future-shell.ts";
import { HandleCore } from "./handle.ts";
import type { TaskId, WaitKind } from "./observer.ts";
import type { TaskCore } from "./task.ts";

/**
 * Keeps a cancel away from what is inside: whoever awaits the shield is cancelled, the inner one runs on. A coroutine is
 * made into a task at once.
 *
 * @throws RuntimeError outside a running loop, and for what is neither coroutine, task nor future
 */
export function shield<T>(aw: CoroutineObject<T> | Future<T>): Future<T> {
  if (!isFuture(aw) && !isCoroutine(aw)) throw notStartable(aw, "shield");
  requireLoop("shield");
  const inner = ensureFuture(aw, "shield");
  if (inner.done) return shellOf<T>(inner);
  const outer = new ShieldCore(inner);
  const innerDone = new InnerDone(outer, inner);
  inner.addCallback(innerDone);
  outer.addCallback(new OuterDone(inner, innerDone));
  return shellOf<T>(outer);
}

class ShieldCore extends FutureCore {
  readonly #inner: FutureCore;

  constructor(inner: FutureCore) {
    super();
    this.#inner = inner;
  }

  override get kind(): WaitKind {
    return this.#inner.kind;
  }

  override get resource(): string {
    return this.#inner.resource;
  }

  override get taskId(): TaskId {
    return this.#inner.taskId;
  }

  override blockers(): readonly TaskCore[] {
    return this.#inner.blockers();
  }
}

class InnerDone extends HandleCore {
  readonly #outer: ShieldCore;
  readonly #inner: FutureCore;

  constructor(outer: ShieldCore, inner: FutureCore) {
    super();
    this.#outer = outer;
    this.#inner = inner;
  }

  run(): boolean {
    const outer = this.#outer;
    const inner = this.#inner;
    inner.unretrieved = false;
    // Cancelled or set by somebody else meanwhile.
    if (outer.done) return false;
    outer.waker = inner.taskId;
    if (inner.state === "cancelled") outer.cancel(undefined);
    else if (inner.state === "failed") outer.fail(inner.value);
    else outer.finish(inner.value);
    return false;
  }
}

class OuterDone extends HandleCore {
  readonly #inner: FutureCore;
  readonly #callback: HandleCore;

  constructor(inner: FutureCore, callback: HandleCore) {
    super();
    this.#inner = inner;
    this.#callback = callback;
  }

  run(): boolean {
    if (!this.#inner.done) this.#inner.removeCallbacks((handle) => handle === this.#callback);
    return false;
  }
}
