/**
 * The types of "chronograde" as a submission sees them: the published surface, whatever more the runtime in `src/` has. Text,
 * because it goes into the type checker's own file system; a test compares it with `src/`.
 */
export const CHRONOGRADE_TYPES = `declare module "chronograde" {
  const brand: unique symbol;

  /** Lazy: the body starts when it is awaited or given to createTask/gather/... */
  export interface Coroutine<T> extends PromiseLike<T> {
    readonly [brand]: "coroutine";
  }
  /** What Python calls an awaitable that asyncio knows: a coroutine, future or task. */
  export type Awaitable<T> = Coroutine<T> | Future<T>;

  export function coroutine<A extends unknown[], T>(
    fn: (...args: A) => Promise<T>,
  ): (...args: A) => Coroutine<T>;

  export function run<T>(main: (() => Promise<T>) | Coroutine<T>): Promise<T>;

  export interface Future<T> extends PromiseLike<T> {
    readonly [brand]: "future";
    done(): boolean;
    cancelled(): boolean;
    result(): T;
    exception(): Error | null;
    setResult(value: T): void;
    setException(error: Error): void;
    cancel(msg?: string): boolean;
    addDoneCallback(fn: (fut: this) => void): void;
    removeDoneCallback(fn: (fut: this) => void): number;
    catch<U>(onRejected: (reason: unknown) => U | PromiseLike<U>): Promise<T | U>;
    finally(onFinally: () => void | PromiseLike<void>): Promise<T>;
  }

  export interface Task<T> extends Future<T> {
    uncancel(): number;
    cancelling(): number;
    getName(): string;
    setName(name: string): void;
  }

  export function createTask<T>(
    coro: Coroutine<T> | (() => Promise<T>),
    options?: { name?: string },
  ): Task<T>;
  export function currentTask(): Task<unknown> | null;
  export function allTasks(): Set<Task<unknown>>;

  export function sleep(ms: number): Coroutine<void>;
  export function sleep<T>(ms: number, result: T): Coroutine<T>;

  type Results<A extends readonly Awaitable<unknown>[]> = { -readonly [K in keyof A]: Awaited<A[K]> };
  type Settled<A extends readonly Awaitable<unknown>[]> = { -readonly [K in keyof A]: Awaited<A[K]> | Error };
  export function gather<A extends readonly Awaitable<unknown>[]>(...aws: A): Future<Results<A>>;
  export function gather<A extends readonly Awaitable<unknown>[]>(
    aws: readonly [...A],
    options?: { returnExceptions?: false },
  ): Future<Results<A>>;
  export function gather<A extends readonly Awaitable<unknown>[]>(
    aws: readonly [...A],
    options: { returnExceptions: true },
  ): Future<Settled<A>>;

  export function wait<F extends Future<unknown>>(
    aws: Iterable<F>,
    options?: {
      timeout?: number | null;
      returnWhen?: "ALL_COMPLETED" | "FIRST_COMPLETED" | "FIRST_EXCEPTION";
    },
  ): Coroutine<{ done: Set<F>; pending: Set<F> }>;
  export function waitFor<T>(aw: Awaitable<T>, timeoutMs: number | null): Coroutine<T>;
  export function shield<T>(aw: Awaitable<T>): Future<T>;
  export function asCompleted<T>(
    aws: Iterable<Awaitable<T>>, // mixed types give a union
    options?: { timeout?: number | null },
  ): Iterable<Coroutine<T>>;

  export interface Timeout {
    when(): number | null;
    reschedule(when: number | null): void;
    expired(): boolean;
  }
  export function timeout<T>(ms: number | null, body: (t: Timeout) => Promise<T>): Coroutine<T>;
  export function timeoutAt<T>(when: number | null, body: (t: Timeout) => Promise<T>): Coroutine<T>;

  export interface TaskGroup {
    createTask<T>(coro: Coroutine<T> | (() => Promise<T>), options?: { name?: string }): Task<T>;
  }
  export function taskGroup<T>(body: (tg: TaskGroup) => Promise<T>): Coroutine<T>;

  export class Lock {
    acquire(): Coroutine<boolean>;
    release(): void;
    locked(): boolean;
    with<T>(body: () => Promise<T>): Coroutine<T>;
  }
  export class Event {
    isSet(): boolean;
    set(): void;
    clear(): void;
    wait(): Coroutine<boolean>;
  }
  export class Condition {
    constructor(lock?: Lock);
    acquire(): Coroutine<boolean>;
    release(): void;
    locked(): boolean;
    wait(): Coroutine<boolean>;
    waitFor<T>(predicate: () => T): Coroutine<T>;
    notify(n?: number): void;
    notifyAll(): void;
    with<T>(body: () => Promise<T>): Coroutine<T>;
  }
  export class Semaphore {
    constructor(value?: number);
    acquire(): Coroutine<boolean>;
    release(): void;
    locked(): boolean;
    with<T>(body: () => Promise<T>): Coroutine<T>;
  }
  export class BoundedSemaphore extends Semaphore {}
  export class Barrier {
    constructor(parties: number);
    readonly parties: number;
    readonly nWaiting: number;
    readonly broken: boolean;
    wait(): Coroutine<number>;
    reset(): Coroutine<void>;
    abort(): Coroutine<void>;
  }

  export class Queue<T> {
    constructor(maxsize?: number);
    put(item: T): Coroutine<void>;
    get(): Coroutine<T>;
    putNowait(item: T): void;
    getNowait(): T;
    join(): Coroutine<void>;
    taskDone(): void;
    qsize(): number;
    empty(): boolean;
    full(): boolean;
  }
  export class PriorityQueue<T> extends Queue<T> {}
  export class LifoQueue<T> extends Queue<T> {}

  export interface Handle {
    cancel(): void;
    cancelled(): boolean;
  }
  export interface TimerHandle extends Handle {
    when(): number;
  }
  export interface Loop {
    time(): number;
    callSoon<A extends unknown[]>(fn: (...args: A) => void, ...args: A): Handle;
    callLater<A extends unknown[]>(ms: number, fn: (...args: A) => void, ...args: A): TimerHandle;
    callAt<A extends unknown[]>(when: number, fn: (...args: A) => void, ...args: A): TimerHandle;
    createFuture<T>(): Future<T>;
  }
  export function getRunningLoop(): Loop;

  export class CancelledError extends Error {
    constructor(message?: string);
  }
  export class TimeoutError extends Error {
    constructor(message?: string);
  }
  /** Misuse of the runtime: no running loop, a coroutine awaited twice, a lock released that is not held, ... */
  export class RuntimeError extends Error {}
  /** Nothing is ready, no timer is set, nothing is in flight, and main still waits. */
  export class DeadlockError extends RuntimeError {}
  export class InvalidStateError extends Error {}
  export class QueueEmpty extends Error {}
  export class QueueFull extends Error {}
  export class BrokenBarrierError extends Error {}
  export class ExceptionGroup extends Error {
    readonly errors: Error[];
  }

  /** An HTTP client whose requests are coroutines, so that they can be made into tasks. Rides on the global fetch. */
  export class AsyncClient implements AsyncDisposable {
    constructor(options?: { baseUrl?: string; headers?: Record<string, string>; timeout?: number });
    get(url: string | URL, init?: RequestInit): Coroutine<Response>;
    post(url: string | URL, init?: RequestInit): Coroutine<Response>;
    put(url: string | URL, init?: RequestInit): Coroutine<Response>;
    delete(url: string | URL, init?: RequestInit): Coroutine<Response>;
    request(method: string, url: string | URL, init?: RequestInit): Coroutine<Response>;
    aclose(): Coroutine<void>;
    [Symbol.asyncDispose](): Promise<void>;
  }

  // Only what says \`export\` is exported.
  export {};
}
`;
