/**
 * What the child's host side gives to the guest. Handed over on the global object, taken from there and captured before the
 * learner's first line; nothing else of the host exists for the guest. Only strings, numbers and array buffers cross.
 */
export interface HostFunctions {
  /** Rows of the recorder as a JSON array, in order; the first of them belong to the instant `since`. */
  rows(json: string, since: number): void;
  /** `text` is a JSON string; `sites` is JSON of the places where this was called, innermost first. */
  print(stream: "stdout" | "stderr", text: string, task: number, sites: string): void;
  /** `tasks`: JSON of those that are ready. Gives JSON of their places in it, in the order in which they go on. */
  order(tasks: string): string;
  /** Moves the clock to `micros`; 0 when something is in flight that holds it, or the scenario is over. */
  jump(micros: number): number;
  /** `request` is a JSON of HttpCall. */
  fetch(id: number, request: string, body: ArrayBuffer | undefined): void;
  /** The reply to request `id` is handed over now, or the next hop of its redirect begins. */
  arrived(id: number): void;
  abort(id: number): void;
  /** Gives a function of the engine's own a number of 2 or more. */
  know(fn: object): number;
  /**
   * Whose code called the function that called the function that asks. The two lowest bits: 0 nobody's (the engine began it), 1 the glue's, 2 the harness's, 3 the
   * submission's. The bits above: 0 when that code called it itself; otherwise the engine's own function that it was called by, as `know`
   * numbers it, 1 for one without a number.
   */
  caller(): number;
  /** Something that the exercise forbids is called at `site`. */
  called(target: string, site: string): void;
  /** The grader ends the scenario. */
  stop(code: string, message: string, site: string): void;
  /** All modules are linked; from here on nothing is imported any more. */
  seal(): void;
  /** The entry is called now. */
  begin(): void;
  /** The entry has come to its end. `json`: `{ value }` or `{ error }`. */
  settled(json: string): void;
  /** 0 pending, 1 fulfilled, 2 rejected, -1 no promise. `tell` is called at once with the value that it was settled with. */
  promiseState(promise: object, tell: (value: unknown) => void): number;
  /** Evaluates a part of the guest that is loaded on demand, and gives its namespace. */
  load(name: string): object;
  /** `file:line:column` in the TypeScript text, or "" when it is not known. */
  showSite(site: string): string;
  /** A stack of the guest's in positions of the TypeScript text, without frames that are not the learner's. */
  showStack(stack: string): string;
  /** Of a JSON of input and base: the JSON of UrlRecord, or "" when it is no URL. */
  urlParse(json: string): string;
  /** Of a JSON of href, property and value. */
  urlSet(json: string): string;
  /** "" for an unknown label. */
  encodingOf(label: string): string;
  /** `{ "text": … }` as JSON, or "" when it is malformed and `fatal`. */
  decodeText(encoding: string, bytes: ArrayBuffer, fatal: number, ignoreBOM: number): string;
}

/** What the guest gives to the host. */
export interface GuestFunctions {
  /** Loads what sends requests, before there is a submission: a program that fetches would do it itself, in each scenario anew. */
  warm(): void;
  /** Imports the entry module and calls the entry. `args`: JSON of `ArgumentValue[]`. `ordered`: 1 when ready tasks go by `order`. */
  start(args: string, ordered: number): void;
  /**
   * All microtasks have run: does what comes next. 0: nothing to do but wait; 1: something was done; 2: the program is
   * over.
   */
  tick(): number;
  /** When idle: the next deadline in µs, or -1 when there is none. */
  deadline(): number;
  /** The clock shows `micros` now, and the loop's wait is over. */
  wake(micros: number): void;
  /** Neither a deadline nor a reply can come: 1 when somebody waits for one. */
  stuck(): number;
  /** A reply to a request, as JSON of HttpAnswer. It is handed over at `dueMicros`. */
  deliver(id: number, dueMicros: number, answer: string, body: ArrayBuffer | undefined): void;
  /** Two requests that wait for a reply take each other's place among everything that is due at one instant. */
  exchange(one: number, other: number): void;
  /** Tells what is left behind. */
  finish(): void;
  /** Gives the rows that the host does not have yet. Callable at any moment. */
  flush(): void;
  /** Names that a `node:` module, or chronograde, exports, as a JSON array. */
  namesOf(module: string): string;
  /** A promise was rejected and nobody listens to it. `promise` is its number as long as it is there. Callable at any moment. */
  rejected(promise: number, reason: unknown): void;
  /** Somebody listens now to a promise that was rejected. Callable at any moment. */
  heard(promise: number): void;
}

export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly redirect: "follow" | "error" | "manual";
  readonly task: number;
  readonly site: string | null;
}

export type HttpAnswer =
  | {
      readonly kind: "response";
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly url: string;
      readonly redirected: boolean;
    }
  | { readonly kind: "error"; readonly code: string; readonly message: string }
  /** The next hop of a redirect begins when this arrives. */
  | { readonly kind: "redirect" }
  /** No answer will ever come. */
  | { readonly kind: "hang" };

/** What the guest is told as it comes up, on the global object beside the host's functions. */
export interface WorldSettings {
  readonly entry: string | null;
  readonly seed: number;
  readonly startMs: number;
  readonly maxSteps: number;
  readonly maxTasks: number;
  readonly maxTimers: number;
  readonly maxOutputBytes: number;
  /** Names that the exercise forbids: of globals, of their functions (`Promise.all`), of exports. */
  readonly forbidden: readonly string[];
}
