import { RuntimeError } from "./errors.ts";
import { Ledger } from "./ledger.ts";
import { apply, isNativePromise, settleWith } from "./native.ts";
import type { Site } from "./observer.ts";
import { platform } from "./platform.ts";
import { sealClass } from "./seal.ts";
import type { Job, TaskCore } from "./task.ts";
import { isEngineCall, noteThenRead } from "./then-call.ts";

type Resolve = (value: unknown) => void;

/** The body of a coroutine, ready to begin. */
export interface Starter {
  /** Runs it inline in `task`, for an await that stands at `site`. */
  start(task: TaskCore, site: Site | null, resolve: Resolve, reject: Resolve): void;
}

// Friends of the class, not static methods of it: those could be had by way of `someCoroutine.constructor`.
export let isCoroutine: (value: unknown) => value is CoroutineObject;
export let coroutineName: (coroutine: CoroutineObject) => string;
export let coroutineSite: (coroutine: CoroutineObject) => Site | null;
let isClaimed: (coroutine: CoroutineObject) => boolean;
/** A task takes it over: from now on it is not "never awaited". It starts at the task's first step. */
export let claim: (coroutine: CoroutineObject) => Job;
/** Runs it inline, as `await` does. */
export let startCoroutine: (
  coroutine: CoroutineObject,
  task: TaskCore | null,
  site: Site | null,
  resolve: Resolve,
  reject: Resolve,
) => void;

/**
 * Lazy: the body starts when it is awaited or given to createTask, gather, … and runs once.
 *
 * Its `then` is a getter because the engine reads it at the `await`, in the middle of the learner's code, but calls it in a
 * microtask: what is read at once is the right task and the right line.
 */
export class CoroutineObject<T = unknown> implements PromiseLike<T> {
  static {
    // Learners know the type by this name, and see it when they print one.
    Object.defineProperty(this, "name", { value: "Coroutine" });
  }

  readonly #name: string;
  readonly #site: Site | null;
  #starter: Starter | null;
  #claimed = false;

  constructor(key: typeof madeByRuntime, name: string, site: Site | null, starter: Starter) {
    if (key !== madeByRuntime)
      throw new RuntimeError("Coroutines are made by calling the function that coroutine(fn) returns.");
    this.#name = name;
    this.#site = site;
    this.#starter = starter;
    unawaited.note(this);
  }

  /** So that a text in which one stands in place of its value says so. */
  get [Symbol.toStringTag](): string {
    return "Coroutine";
  }

  get then(): PromiseLike<T>["then"] {
    noteThenRead();
    const task = platform().carrier.current();
    const site = platform().awaitSite() ?? this.#site;
    return <R, S>(
      onFulfilled?: ((value: T) => R | PromiseLike<R>) | null,
      onRejected?: ((reason: unknown) => S | PromiseLike<S>) | null,
    ): PromiseLike<R | S> => {
      if (isEngineCall(onFulfilled)) {
        this.#run(task, site, onFulfilled as unknown as Resolve, onRejected as unknown as Resolve);
        return undefined as never;
      }
      const promise = new Promise<T>((resolve, reject) => {
        this.#run(task, site, resolve as Resolve, reject);
      });
      return promise.then(carried(task, onFulfilled), carried(task, onRejected));
    };
  }

  #run(task: TaskCore | null, site: Site | null, resolve: Resolve, reject: Resolve): void {
    this.#claimed = true;
    const starter = this.#starter;
    if (task === null) {
      reject(
        new RuntimeError(
          `${this.#call()} was awaited outside a task, where no loop runs it. Put the code into an async function and write run(main).`,
        ),
      );
    } else if (starter === null) {
      reject(
        new RuntimeError(
          `${this.#call()} was awaited already, and a coroutine runs once. Call the function again for another run, or keep const task = createTask(…) and await the task as often as needed.`,
        ),
      );
    } else {
      this.#starter = null;
      starter.start(task, site, resolve, reject);
    }
  }

  /** How it reads in a message. */
  #call(): string {
    return this.#name === ANONYMOUS ? "This coroutine" : `This ${this.#name}(…)`;
  }

  static {
    isCoroutine = (value): value is CoroutineObject => typeof value === "object" && value !== null && #starter in value;
    coroutineName = (coroutine) => coroutine.#name;
    coroutineSite = (coroutine) => coroutine.#site;
    isClaimed = (coroutine) => coroutine.#claimed;
    claim = (coroutine) => {
      coroutine.#claimed = true;
      return new CoroutineJob(coroutine, coroutine.#name, coroutine.#site);
    };
    startCoroutine = (coroutine, task, site, resolve, reject) => coroutine.#run(task, site, resolve, reject);
  }
}

sealClass(CoroutineObject);

class CoroutineJob implements Job {
  readonly coroutine: string;
  readonly #object: CoroutineObject;
  readonly #site: Site | null;

  constructor(object: CoroutineObject, name: string, site: Site | null) {
    this.#object = object;
    this.coroutine = name;
    this.#site = site;
  }

  begin(task: TaskCore, resolve: Resolve, reject: Resolve): void {
    startCoroutine(this.#object, task, this.#site, resolve, reject);
  }
}

/** Coroutines that were made, so that those nobody awaited can be reported when the run is over. */
export const unawaited: Ledger<CoroutineObject> = new Ledger((coroutine) => !isClaimed(coroutine));

/** Held by the runtime's own modules only, so that `someCoroutine.constructor` is of no use. */
export const madeByRuntime: unique symbol = Symbol("made by the runtime");

/** A handler that was given to `.then(…)` by hand, called with the task current in which `.then` stood. */
export function carried<A, R>(
  task: TaskCore | null,
  handler: ((value: A) => R) | null | undefined,
): ((value: A) => R) | undefined {
  if (typeof handler !== "function") return undefined;
  return (value) => platform().carrier.run(task, () => handler(value));
}

/**
 * Wraps an async function so that calling it gives a coroutine: nothing of it runs before it is awaited or given to
 * createTask, gather, waitFor, ….
 *
 * @throws RuntimeError when `fn` is no function
 */
export function coroutine<A extends unknown[], T>(fn: (...args: A) => Promise<T>): (...args: A) => CoroutineObject<T> {
  if (typeof fn !== "function") {
    throw new RuntimeError(
      "coroutine() takes the function itself: coroutine(async (id) => …). It was given something that was called already, or is not a function.",
    );
  }
  const name = nameOf(fn);
  const make = function (this: unknown, ...args: A): CoroutineObject<T> {
    return new CoroutineObject<T>(madeByRuntime, name, platform().callSite(), new Call(fn as AnyFunction, this, args));
  };
  Object.defineProperty(make, "name", { value: name === ANONYMOUS ? "" : name, configurable: true });
  return make;
}

type AnyFunction = (...args: unknown[]) => unknown;

/** A learner's async function with the arguments that it will be called with. */
class Call implements Starter {
  readonly #fn: AnyFunction;
  readonly #self: unknown;
  readonly #args: unknown[];

  constructor(fn: AnyFunction, self: unknown, args: unknown[]) {
    this.#fn = fn;
    this.#self = self;
    this.#args = args;
  }

  start(_task: TaskCore, _site: Site | null, resolve: Resolve, reject: Resolve): void {
    let value: unknown;
    try {
      value = apply(this.#fn, this.#self, this.#args);
    } catch (error) {
      reject(error);
      return;
    }
    settleInline(value, resolve, reject);
  }
}

export const ANONYMOUS = "<anonymous>";

/** The name of a function for traces; read as an own data property, so that no getter of the learner's runs. */
export function nameOf(fn: object): string {
  const property = Object.getOwnPropertyDescriptor(fn, "name");
  const name: unknown = property?.value;
  return typeof name === "string" && name !== "" ? name : ANONYMOUS;
}

/** Calls an async function now and settles with what comes of it. */
export function runInline(fn: () => unknown, resolve: Resolve, reject: Resolve): void {
  let value: unknown;
  try {
    value = fn();
  } catch (error) {
    reject(error);
    return;
  }
  settleInline(value, resolve, reject);
}

function settleInline(value: unknown, resolve: Resolve, reject: Resolve): void {
  if (isNativePromise(value)) settleWith(value, resolve, reject);
  else Promise.resolve(value).then(resolve, reject);
}
