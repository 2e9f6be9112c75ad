/** The modules that an exercise may allow through `imports`. A name that is not here exists nowhere. */
export const ALLOWABLE_MODULES: readonly string[] = ["node:timers/promises", "node:events", "node:assert/strict"];

export const NODE_MODULE_TYPES = `
declare module "node:timers/promises" {
  interface TimerOptions {
    ref?: boolean;
    signal?: AbortSignal;
  }
  export function setTimeout<T = void>(delay?: number, value?: T, options?: TimerOptions): Promise<T>;
  export function setImmediate<T = void>(value?: T, options?: TimerOptions): Promise<T>;
  export function setInterval<T = void>(delay?: number, value?: T, options?: TimerOptions): AsyncIterableIterator<T>;
  interface Scheduler {
    wait(delay: number, options?: { signal?: AbortSignal }): Promise<void>;
    yield(): Promise<void>;
  }
  export const scheduler: Scheduler;
  const timers: {
    setTimeout: typeof setTimeout;
    setImmediate: typeof setImmediate;
    setInterval: typeof setInterval;
    scheduler: Scheduler;
  };
  export default timers;
}

declare module "node:events" {
  type EventMap<T> = Record<keyof T, any[]>;
  type AnyEvents = Record<string | symbol, any[]>;
  type Name<T> = Extract<keyof T, string | symbol>;
  type Listener<T, K extends keyof T> = T[K] extends any[] ? (...args: T[K]) => void : never;
  interface StaticOptions {
    signal?: AbortSignal;
  }
  class EventEmitter<T extends EventMap<T> = AnyEvents> {
    constructor(options?: { captureRejections?: boolean });
    static defaultMaxListeners: number;
    static readonly EventEmitter: typeof EventEmitter;
    static once: typeof once;
    static on: typeof on;
    static listenerCount(emitter: EventEmitter<any>, eventName: string | symbol): number;
    addListener<K extends Name<T>>(eventName: K, listener: Listener<T, K>): this;
    on<K extends Name<T>>(eventName: K, listener: Listener<T, K>): this;
    once<K extends Name<T>>(eventName: K, listener: Listener<T, K>): this;
    prependListener<K extends Name<T>>(eventName: K, listener: Listener<T, K>): this;
    prependOnceListener<K extends Name<T>>(eventName: K, listener: Listener<T, K>): this;
    removeListener<K extends Name<T>>(eventName: K, listener: Listener<T, K>): this;
    off<K extends Name<T>>(eventName: K, listener: Listener<T, K>): this;
    removeAllListeners(eventName?: Name<T>): this;
    emit<K extends Name<T>>(eventName: K, ...args: T[K] extends any[] ? T[K] : never): boolean;
    eventNames(): (string | symbol)[];
    getMaxListeners(): number;
    setMaxListeners(n: number): this;
    listenerCount<K extends Name<T>>(eventName: K, listener?: Listener<T, K>): number;
    listeners<K extends Name<T>>(eventName: K): Listener<T, K>[];
    rawListeners<K extends Name<T>>(eventName: K): Listener<T, K>[];
  }
  function once(emitter: EventEmitter<any>, eventName: string | symbol, options?: StaticOptions): Promise<any[]>;
  function once(emitter: EventTarget, eventName: string, options?: StaticOptions): Promise<any[]>;
  function on(emitter: EventEmitter<any>, eventName: string | symbol, options?: StaticOptions): AsyncIterableIterator<any[]>;
  export { EventEmitter, once, on };
  export default EventEmitter;
}

declare module "node:assert/strict" {
  type Message = string | Error;
  type Thrown = RegExp | Error | object | ((error: any) => boolean) | (new (...args: any[]) => object);
  function assert(value: unknown, message?: Message): asserts value;
  namespace assert {
    class AssertionError extends Error {
      constructor(options?: { message?: string; actual?: unknown; expected?: unknown; operator?: string });
      actual: unknown;
      expected: unknown;
      operator: string;
      generatedMessage: boolean;
      code: "ERR_ASSERTION";
    }
    const strict: typeof assert;
    function ok(value: unknown, message?: Message): asserts value;
    function equal<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    function strictEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    function deepEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    function deepStrictEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    function notEqual(actual: unknown, expected: unknown, message?: Message): void;
    function notStrictEqual(actual: unknown, expected: unknown, message?: Message): void;
    function notDeepEqual(actual: unknown, expected: unknown, message?: Message): void;
    function notDeepStrictEqual(actual: unknown, expected: unknown, message?: Message): void;
    function match(value: string, pattern: RegExp, message?: Message): void;
    function doesNotMatch(value: string, pattern: RegExp, message?: Message): void;
    function fail(message?: Message): never;
    function ifError(value: unknown): asserts value is null | undefined;
    function throws(block: () => unknown, message?: Message): void;
    function throws(block: () => unknown, error: Thrown, message?: Message): void;
    function doesNotThrow(block: () => unknown, message?: Message): void;
    function rejects(block: (() => PromiseLike<unknown>) | PromiseLike<unknown>, message?: Message): Promise<void>;
    function rejects(
      block: (() => PromiseLike<unknown>) | PromiseLike<unknown>,
      error: Thrown,
      message?: Message,
    ): Promise<void>;
    function doesNotReject(block: (() => PromiseLike<unknown>) | PromiseLike<unknown>, message?: Message): Promise<void>;
  }
  export = assert;
}
`;
