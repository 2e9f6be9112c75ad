/**
 * What the Web globals need from outside: the guest's glue implements it over the wall to the child's host side, tests
 * implement it with Node's own functions. Only strings, numbers, booleans, byte arrays and functions cross here.
 *
 * Every function is captured when the globals are installed. None of them may be reachable by the learner.
 */
export interface WebHost {
  /** Virtual milliseconds, with fraction, since the world began: what `performance.now()` shows. */
  now(): number;
  /** What `Date.now()` shows when `now()` is 0, in ms since 1970. */
  readonly startMs: number;
  /** One call of console. `text` may hold line breaks; the last one is left out. */
  print(stream: "stdout" | "stderr", text: string): void;

  /** `ms` is an integer of 1 or more. `fn` runs as one handle of the loop, with the task that is current now. */
  setTimer(fn: () => void, ms: number, repeat: boolean): number;
  /** No effect for an id that is unknown or has run. */
  clearTimer(id: number): void;
  /**
   * A timer that is not `ref` is none of the leftovers of a scenario; it fires all the same. All are `ref` when set. That of
   * AbortSignal.timeout is not: nobody could clear it.
   */
  refTimer(id: number, ref: boolean): void;
  /** Has `fn` run as a handle of the loop in its next turn, before the clock moves: `setImmediate`. */
  queueTask(fn: () => void): void;
  /** An error that nobody can catch: thrown by an event listener or by a microtask. Node would end the process. */
  uncaught(error: unknown): void;
  /** The stack of a guest's error (`    at f (submission.js:3:9)` lines) as it is to be shown. May return it unchanged. */
  showStack(stack: string): string;

  /** What the engine knows of a promise, for printing; null when the object is none. Must not mark it as handled. */
  promiseState(promise: object): PromiseState | null;

  /** Seeded. `length` is at most 65536. */
  randomBytes(length: number): Uint8Array;

  /** Node's `new URL(input, base)`; null when it throws. */
  urlParse(input: string, base: string | undefined): UrlRecord | null;
  /** Node's `url[property] = value` on `new URL(href)`. */
  urlSet(href: string, property: UrlProperty, value: string): UrlRecord;
  /** The name that Node's `new TextDecoder(label).encoding` gives; null when it throws. Not asked for utf-8. */
  encodingOf(label: string): string | null;
  /** Node's `new TextDecoder(encoding, { fatal, ignoreBOM }).decode(bytes)`; null when it throws. Not asked for utf-8. */
  decodeText(encoding: string, bytes: Uint8Array, fatal: boolean, ignoreBOM: boolean): string | null;

  /**
   * Sends a request and calls exactly one function of `settle`, later, as a handle of the loop; none after `abort`.
   * Returns the function that aborts: no effect when settled.
   */
  fetch(request: HostRequest, settle: FetchSettle): () => void;

  /**
   * Evaluates the module of that group (`groups/<name>.ts`), bundled apart from the rest, and returns its namespace. Called
   * once per group and world, at the first touch of one of its globals or at an import of a node module.
   */
  load(group: GroupName): object;
  /**
   * Freezes a class or function and its prototype as the intrinsics are (assignment to an inherited name must go on working on
   * the objects made from it). Called for everything that a group defines, when it is loaded.
   */
  harden(value: object): void;
}

export type PromiseState =
  | { readonly state: "pending" }
  | { readonly state: "fulfilled" | "rejected"; readonly value: unknown };

/** All components as Node's URL object shows them. */
export interface UrlRecord {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

/** The settable ones. `href` throws for text that is no URL, so it goes through `urlParse`. */
export type UrlProperty =
  | "protocol"
  | "username"
  | "password"
  | "host"
  | "hostname"
  | "port"
  | "pathname"
  | "search"
  | "hash";

export interface HostRequest {
  readonly method: string;
  /** Absolute, without fragment and credentials. */
  readonly url: string;
  /** Names in lower case, in the order in which Node's fetch sends them; the ones that undici adds itself left out. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
  readonly redirect: "follow" | "error" | "manual";
}

export interface FetchSettle {
  response(response: HostResponse): void;
  /** The cause of `TypeError: fetch failed`: ECONNRESET, ENOTFOUND, … */
  error(error: { readonly code: string; readonly message: string }): void;
}

export interface HostResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /** After redirects. */
  readonly url: string;
  readonly redirected: boolean;
  readonly body: Uint8Array | null;
}

/** The parts that are loaded apart. The file of each is `<group>.ts` in `groups/`. */
export type GroupName =
  | "inspect"
  | "events"
  | "fetch"
  | "blob"
  | "streams"
  | "url"
  | "text"
  | "locale"
  | "clone"
  | "crypto"
  | "node-timers-promises"
  | "node-events"
  | "node-assert-strict";
