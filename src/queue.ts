import { sealClass } from "./seal.ts";
import { awaitFuture } from "./awaiting.ts";
import { type CoroutineObject, isCoroutine } from "./coroutine.ts";
import { QueueEmpty, QueueFull, RuntimeError } from "./errors.ts";
import { EventCore } from "./event.ts";
import { isFuture } from "./future-shell.ts";
import { type Caller, primitive } from "./library.ts";
import { Fifo, Lifo, Priority, Storage } from "./queue-storage.ts";
import { Resource } from "./resource.ts";
import { Waiters } from "./waiters.ts";
import type { WaitedFor } from "./wakeup.ts";

type Resolve = (value: unknown) => void;

class QueueCore {
  readonly #storage: Storage;
  readonly #maxsize: number;
  readonly #resource = new Resource("queue", "");
  readonly #forItem = this.#resource.but("nothing left can put an item in");
  readonly #forRoom = this.#resource.but("it is full, and nothing left can take an item out");
  readonly #getters = new Waiters();
  readonly #putters = new Waiters();
  readonly finished = new EventCore(
    this.#resource.but("nothing left can call taskDone() for what was taken out"),
    true,
  );
  unfinished = 0;

  constructor(storage: Storage, maxsize: number) {
    this.#storage = storage;
    this.#maxsize = maxsize;
  }

  get size(): number {
    return this.#storage.length;
  }

  get full(): boolean {
    return this.#maxsize > 0 && this.size >= this.#maxsize;
  }

  /** The item stays inside until the woken getter runs. Whoever comes first has it, and the robbed one queues again. */
  get(caller: Caller, resolve: Resolve, reject: Resolve): void {
    if (this.size > 0) settle(() => this.getNow(), resolve, reject);
    else {
      this.#wait(
        this.#getters,
        this.#forItem,
        () => this.size > 0,
        caller,
        () => this.get(caller, resolve, reject),
        reject,
      );
    }
  }

  put(item: unknown, caller: Caller, resolve: Resolve, reject: Resolve): void {
    if (this.full) {
      this.#wait(
        this.#putters,
        this.#forRoom,
        () => !this.full,
        caller,
        () => this.put(item, caller, resolve, reject),
        reject,
      );
      return;
    }
    settle(() => this.putNow(item), resolve, reject);
  }

  getNow(): unknown {
    const item = this.#storage.get();
    this.#putters.wakeNext();
    return item;
  }

  putNow(item: unknown): void {
    this.#storage.put(item);
    this.unfinished += 1;
    this.finished.isSet = false;
    this.#getters.wakeNext();
  }

  #wait(
    waiters: Waiters,
    what: WaitedFor,
    possible: () => boolean,
    { task, site }: Caller,
    again: () => void,
    reject: Resolve,
  ): void {
    const waiter = waiters.add();
    awaitFuture(
      waiter,
      task,
      site,
      again,
      (reason) => {
        waiters.remove(waiter);
        // Woken and then cancelled: what it was woken for goes to the next.
        if (possible() && waiter.state !== "cancelled") waiters.wakeNext();
        reject(reason);
      },
      what,
    );
  }
}

/** Items of a PriorityQueue may refuse to be compared. */
function settle(action: () => unknown, resolve: Resolve, reject: Resolve): void {
  let value: unknown;
  try {
    value = action();
  } catch (error) {
    reject(error);
    return;
  }
  resolve(value);
}

/** First in, first out, between tasks. With a `maxsize` above 0, `put` waits while it is full. */
export class Queue<T> {
  readonly #core: QueueCore;

  /** `storage` is for the runtime's own subclasses; anything else is ignored. */
  constructor(maxsize = 0, storage?: unknown) {
    this.#core = new QueueCore(storage instanceof Storage ? storage : new Fifo(), maxsize);
  }

  put(item: T): CoroutineObject<void> {
    requirePlain(item);
    return primitive("Queue.put", (task, site, resolve, reject) => {
      this.#core.put(item, { task, site }, resolve, reject);
    });
  }

  get(): CoroutineObject<T> {
    return primitive("Queue.get", (task, site, resolve, reject) => {
      this.#core.get({ task, site }, resolve, reject);
    });
  }

  /** @throws QueueFull */
  putNowait(item: T): void {
    requirePlain(item);
    if (this.#core.full) throw new QueueFull("The queue is full. await put(item) waits for room.");
    this.#core.putNow(item);
  }

  /** @throws QueueEmpty */
  getNowait(): T {
    if (this.#core.size === 0) throw new QueueEmpty("The queue is empty. await get() waits for an item.");
    return this.#core.getNow() as T;
  }

  /** Waits until taskDone() has been called for every item. */
  join(): CoroutineObject<void> {
    return primitive("Queue.join", (task, site, resolve, reject) => {
      const core = this.#core;
      if (core.unfinished === 0) resolve(undefined);
      else core.finished.wait({ task, site }, () => resolve(undefined), reject);
    });
  }

  /** @throws RuntimeError when called more often than there were items */
  taskDone(): void {
    const core = this.#core;
    if (core.unfinished <= 0) {
      throw new RuntimeError(
        "taskDone() was called more often than items were put. Call it once for each item that get() gave.",
      );
    }
    core.unfinished -= 1;
    if (core.unfinished === 0) core.finished.set();
  }

  qsize(): number {
    return this.#core.size;
  }

  empty(): boolean {
    return this.#core.size === 0;
  }

  full(): boolean {
    return this.#core.full;
  }
}

/** The smallest item first: numbers and strings by `<`, arrays element by element. */
export class PriorityQueue<T> extends Queue<T> {
  constructor(maxsize = 0) {
    super(maxsize, new Priority());
  }
}

/** The item that was put last comes out first. */
export class LifoQueue<T> extends Queue<T> {
  constructor(maxsize = 0) {
    super(maxsize, new Lifo());
  }
}

/** `get` would await a task and give its result instead: the language unwraps whatever an await comes upon. */
function requirePlain(item: unknown): void {
  if (isFuture(item) || isCoroutine(item)) {
    throw new RuntimeError(
      "A task, future or coroutine cannot be an item of a queue: await get() would await it too. Wrap it in an object, { task }, or put a function.",
    );
  }
}

for (const shell of [Queue, PriorityQueue, LifoQueue]) sealClass(shell);
