import { type CoroutineObject, isCoroutine } from "./coroutine.ts";
import { ensureFuture, notStartable, requireLoop } from "./create-task.ts";
import { cancelledError } from "./stackless.ts";
import { RuntimeError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { type Future, shellOf, isFuture } from "./future-shell.ts";
import { HandleCore } from "./handle.ts";
import type { Site, WaitKind } from "./observer.ts";
import { platform } from "./platform.ts";
import type { TaskCore } from "./task.ts";

export type Awaitable<T> = CoroutineObject<T> | Future<T>;
type Results<A extends readonly Awaitable<unknown>[]> = { -readonly [K in keyof A]: Awaited<A[K]> };
type Settled<A extends readonly Awaitable<unknown>[]> = { -readonly [K in keyof A]: Awaited<A[K]> | Error };

/**
 * All results in the order of the arguments. Coroutines are made into tasks at once. The first child that fails or is
 * cancelled fails the whole, and the others run on; with `returnExceptions` errors are results. Cancelling the gather
 * cancels all children.
 *
 * @throws RuntimeError outside a running loop, and for what is neither coroutine, task nor future
 */
export function gather<A extends readonly Awaitable<unknown>[]>(...aws: A): Future<Results<A>>;
export function gather<A extends readonly Awaitable<unknown>[]>(
  aws: readonly [...A],
  options?: { returnExceptions?: false },
): Future<Results<A>>;
export function gather<A extends readonly Awaitable<unknown>[]>(
  aws: readonly [...A],
  options: { returnExceptions: true },
): Future<Settled<A>>;
export function gather(...args: unknown[]): Future {
  requireLoop("gather");
  const [first, second] = args;
  const list = Array.isArray(first) ? first : args;
  if (
    Array.isArray(first) &&
    args.length > 1 &&
    (typeof second !== "object" || isAwaitable(second) || args.length > 2)
  ) {
    throw new RuntimeError(
      "gather() takes the awaitables one by one, gather(a, b), or one array of them and options, gather([a, b], { returnExceptions: true }).",
    );
  }
  const options = Array.isArray(first) ? (second as { returnExceptions?: boolean } | undefined | null) : undefined;
  for (const arg of list) if (!isAwaitable(arg)) throw notStartable(arg, "gather");
  const outer = new GatherCore(options?.returnExceptions === true, platform().callSite());
  // The same argument twice is one child with two places in the results.
  const futures = new Map<unknown, FutureCore>();
  for (const arg of list) {
    const known = futures.get(arg);
    if (known === undefined) {
      const future = ensureFuture(arg, "gather");
      futures.set(arg, future);
      outer.addChild(future);
    } else outer.addPlace(known);
  }
  outer.finishIfEmpty();
  return shellOf(outer);
}

export function gatherCores(children: readonly FutureCore[], returnExceptions: boolean): FutureCore {
  const outer = new GatherCore(returnExceptions, null);
  for (const child of children) outer.addChild(child);
  outer.finishIfEmpty();
  return outer;
}

class GatherCore extends FutureCore {
  /** One entry for each place in the results. */
  readonly #children: FutureCore[] = [];
  readonly #returnExceptions: boolean;
  #left = 0;
  #cancelRequested = false;
  #cancelling = false;
  readonly #site: Site | null;

  constructor(returnExceptions: boolean, site: Site | null) {
    super();
    this.#returnExceptions = returnExceptions;
    this.#site = site;
  }

  override get site(): Site | null {
    return this.#site;
  }

  /** Watches it from now on: one that is done already gets in line here, between the first steps of its neighbors. */
  addChild(child: FutureCore): void {
    this.#left += 1;
    this.#children.push(child);
    child.addCallback(new ChildDone(this, child));
  }

  addPlace(child: FutureCore): void {
    this.#children.push(child);
  }

  finishIfEmpty(): void {
    if (this.#children.length === 0) this.finish([]);
  }

  override get kind(): WaitKind {
    return "gather";
  }

  override get resource(): string {
    const waiting = this.#children.filter((child) => !child.done).map((child) => child.resource);
    if (waiting.length === 0) return `gather of ${this.#children.length}`;
    if (waiting.length > 3) return `gather of ${this.#children.length}, ${waiting.length} not done`;
    return `gather of ${this.#children.length}: ${waiting.join(", ")}`;
  }

  override blockers(): readonly TaskCore[] {
    return this.#children.filter((child) => !child.done).flatMap((child) => child.blockers());
  }

  /** Not cancelled itself until the last child has ended. */
  override cancel(message: string | undefined): boolean {
    // Coming by again: a child waits for the gather that it is in.
    if (this.done || this.#cancelling) return false;
    let taken = false;
    this.#cancelling = true;
    for (const child of this.#children) if (child.cancel(message)) taken = true;
    this.#cancelling = false;
    if (taken) this.#cancelRequested = true;
    return taken;
  }

  childDone(child: FutureCore): void {
    this.#left -= 1;
    child.unretrieved = false;
    if (this.done) return;
    this.waker = child.taskId;
    if (!this.#returnExceptions && child.state !== "finished") {
      this.fail(child.state === "cancelled" ? child.takeCancelledError() : child.value);
    } else if (this.#left === 0) {
      // A cancel of the gather goes before all results, with returnExceptions too. The error is that of the last in the list.
      if (this.#cancelRequested) this.fail((this.#children.at(-1) as FutureCore).takeCancelledError());
      else this.finish(this.#children.map(outcome));
    }
  }
}

function outcome(child: FutureCore): unknown {
  return child.state === "cancelled" ? cancelledError(child.cancelMessage) : child.value;
}

class ChildDone extends HandleCore {
  readonly #outer: GatherCore;
  readonly #child: FutureCore;

  constructor(outer: GatherCore, child: FutureCore) {
    super();
    this.#outer = outer;
    this.#child = child;
  }

  run(): boolean {
    this.#outer.childDone(this.#child);
    return false;
  }
}

function isAwaitable(value: unknown): boolean {
  return isFuture(value) || isCoroutine(value);
}
