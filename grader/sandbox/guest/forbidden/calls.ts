import { host } from "../host.ts";

export interface Call {
  /** Whose code is the innermost on the stack. `nobody`: the engine began it, with a microtask. */
  readonly who: "nobody" | "glue" | "harness" | "submission";
  /** 0: that code made the call itself. Otherwise the number of the engine's function that it called, and that made it. */
  readonly native: number;
}

const WHO = ["nobody", "glue", "harness", "submission"] as const;
const { caller, know } = host;

/** The engine's functions that call methods of what they are given, by the methods' names: that is nobody's call of them. */
const PROTOCOLS: Readonly<Record<string, readonly object[]>> = {
  resolve: [Promise.all, Promise.allSettled, Promise.race],
  then: [Promise.all, Promise.allSettled, Promise.race, ...methods(Promise.prototype, "catch", "finally")],
  add: [Set, WeakSet],
  set: [Map, WeakMap],
  has: setOperations(),
  keys: setOperations(),
  join: methods(Array.prototype, "toString"),
  toLocaleString: methods(Array.prototype, "toLocaleString"),
  toISOString: methods(Date.prototype, "toJSON"),
  toJSON: [JSON.stringify],
};

function methods(prototype: object, ...keys: readonly PropertyKey[]): object[] {
  return keys.map((key) => Reflect.get(prototype, key) as object | undefined).filter((method) => method !== undefined);
}

function setOperations(): object[] {
  const names = "union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom";
  return methods(Set.prototype, ...names.split(" "));
}

/** The numbers of those of them that make a property's protocol. */
const numbers = new Map<string, ReadonlySet<number>>();
const construct = know(Reflect.construct);
const get = know(Reflect.get);

/** Before anything calls them: the engine's functions by which a call under this name is told from one by protocol. */
export function knowProtocols(key: string): void {
  if (Object.hasOwn(PROTOCOLS, key)) numbers.set(key, new Set(PROTOCOLS[key]!.map((fn) => know(fn))));
}

/** Who called the function that calls this. */
export function whoCalls(): Call {
  const code = caller();
  return { who: WHO[code & 3]!, native: code >> 2 };
}

/**
 * Whether it is the submission that calls. Our own code reads what it needs before or past what stands there: where it calls a function that notes, it
 * was given that as a callback.
 */
export function isCallBySubmission({ who, native }: Call, key: string): boolean {
  return who !== "harness" && numbers.get(key)?.has(native) !== true;
}

/** The same for `new`. The engine's functions make objects of what they are given: a species, the `this` of `Array.from`. */
export function isNewBySubmission({ who, native }: Call): boolean {
  return who !== "harness" && who !== "glue" && (native === 0 || native === construct);
}

/** Whether the code that reads a property is to have the function itself. */
export function isOwnRead({ who, native }: Call): boolean {
  return native === 0 && (who === "glue" || who === "harness");
}

/** The same for the `constructor` of a prototype: the engine's functions look there for a species. */
export function isOwnReadOfClass({ who, native }: Call): boolean {
  return who === "glue" || who === "harness" || (native !== 0 && native !== get);
}
