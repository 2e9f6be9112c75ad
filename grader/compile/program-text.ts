import type { Position, Span } from "../values/index.ts";
import type { AwaitableKind } from "./awaitables.ts";
import type { ValueUse } from "./unawaited/uses.ts";

/** Two calls of one object's methods: the second is given what was worked out from what the first one gave. */
export interface ProgramUpdate {
  /** The awaits of the two calls. */
  readonly read: Position;
  readonly write: Position;
  /** As the text has it: `this.store`. */
  readonly holder: string;
  /** What both are given, as the text has it; empty: nothing. */
  readonly key: string;
}

export interface ProgramLooseCall {
  readonly at: Position;
  /** Of the function that it runs, or that `forEach` or `map` runs for each item. */
  readonly body: Span;
  readonly isForEach: boolean;
}

export interface ProgramFinally {
  /** The awaits of its own function that it stands behind. */
  readonly awaits: readonly Position[];
  /** Under no condition: `list.push(…)` and the like, for what its function did not make. */
  readonly puts: readonly Position[];
}

export interface ProgramEarlyDone {
  /** Of the call of `taskDone`. */
  readonly at: Position;
  /** Those that come after it in the same round. */
  readonly awaits: readonly Position[];
  /** Those that wait in `join` of the same queue, as far as the text tells. */
  readonly joins: readonly Position[];
}

/** Where tasks are made in a function that is called in one place only. */
export interface ProgramMadeFor {
  /** Of `createTask`. */
  readonly call: Span;
  /** The call that decides how often that is come to: of that function, or of the one that calls it, and so on. */
  readonly from: Position;
}

export interface ProgramWaitOnce {
  /** Of the await. */
  readonly at: Position;
  /** What is asked before it. */
  readonly asks: Position;
}

export interface ProgramEarlySignal {
  /** Where others are let go on. */
  readonly at: Position;
  /** Those that come after it in its function. */
  readonly awaits: readonly Position[];
  /** Those that wait for it in other functions, and what these wait for then. */
  readonly waits: readonly { readonly at: Position; readonly then: readonly Position[] }[];
}

export interface ProgramReadBeforeLock {
  /** Of the variable that holds what was read. */
  readonly name: string;
  /** Where it gets its value. */
  readonly at: Position;
  /** The await of the lock. */
  readonly lock: Position;
  readonly write: Position;
}

export interface ProgramSharedReset {
  /** Of the variable or the field. */
  readonly name: string;
  readonly at: Position;
  /** Where it is added to. */
  readonly add: Position;
  /** The awaits of the function behind the reset. */
  readonly awaits: readonly Position[];
}

export interface ProgramShared {
  /** Where a function that was written in the loop reads it. */
  readonly at: Position;
  readonly name: string;
  /** It may be there to say how many rounds there were in all. */
  readonly counts: boolean;
  readonly loop: Position;
}

/** A variable that has no value at first. */
export interface ProgramLateValue {
  readonly name: string;
  /** Awaits one of which is over whenever it gets a value. */
  readonly after: readonly Position[];
  readonly reads: readonly {
    readonly at: Position;
    /** The next await of its function; null when there is none. */
    readonly until: Position | null;
    /** Name of its function. */
    readonly inside: string | null;
    /** Where its function is handed to a call as it is written. */
    readonly madeAt: Position | null;
  }[];
}

/** A `catch`, or what else takes an error and gives none. */
export interface ProgramCatch {
  readonly at: Position;
  /** The awaits of its own function whose errors come here first. */
  readonly awaits: readonly Position[];
  /** It throws again, some errors or all, or keeps them for somebody who may. */
  readonly rethrows: boolean;
  /** Where it throws on what it caught, as it came. */
  readonly throwsOn: readonly Position[];
  /** Names of the classes of errors that are thrown in what it guards, as far as the text tells. */
  readonly throws: readonly string[];
}

export interface ProgramUnthrown {
  readonly at: Position;
  /** Of its class. */
  readonly name: string;
  readonly how: "dropped" | "returned";
}

/** A promise, a coroutine or a task, or a list of them, in a place that can mean nothing but the value. */
export interface ProgramUnawaited {
  readonly at: Position;
  /** Of the variable that holds it; null where it is no variable. */
  readonly name: string | null;
  readonly kind: AwaitableKind;
  readonly isList: boolean;
  readonly use: ValueUse;
}
