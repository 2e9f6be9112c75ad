import type { Position, Span } from "../values/index.ts";
import type { AwaitableKind } from "./awaitables.ts";
import type { ValueUse } from "./unawaited/uses.ts";

/**
 * Two calls of one object's methods: the second is given what was worked out from what the first one gave. Or what stands under a key is read, and after a
 * wait written anew.
 */
export interface ProgramUpdate {
  /** The awaits of the two calls, or where it is read and written. */
  readonly read: Position;
  readonly write: Position;
  /** As the text has it: `this.store`. */
  readonly holder: string;
  /** What both are given, as the text has it; empty: nothing. */
  readonly key: string;
  /** Of what is read and written without a wait: the awaits that come between. Left out: the two calls are awaited. */
  readonly between?: readonly Position[];
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
  /** Under no condition: `list.push(…)` and the like, for what its function did not make; there need be none. */
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

export interface ProgramEarlySignal {
  /** Where others are let go on. */
  readonly at: Position;
  /** Those that come after it in its function. */
  readonly awaits: readonly Position[];
  /** Those that wait for it in other functions, and what these wait for then. */
  readonly waits: readonly { readonly at: Position; readonly then: readonly Position[] }[];
}

/** Whether a task was cancelled is asked only where it is not over. */
export interface ProgramAskedLast {
  /** Of the call that said that it is not over. */
  readonly done: Position;
  readonly cancelled: Position;
}

/** The result of a task that may not be over, in a `try` whose `catch` takes all errors alike. */
export interface ProgramTriedResult {
  readonly at: Position;
  readonly caughtAt: Position;
}

/** A call of `cancel()` whose answer nobody looks at. */
export interface ProgramCancel {
  readonly at: Position;
  /** Where the task is made; null when that is not seen. */
  readonly madeAt: Position | null;
  /** The rest of its block. */
  readonly then: Span;
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

/** Something of one call that is kept where all calls keep theirs. */
export interface ProgramSharedWrite {
  /** As the text has it: `this.name`. */
  readonly name: string;
  readonly at: Position;
  readonly read: Position;
  /** The awaits of the function between the two. */
  readonly awaits: readonly Position[];
}

/** A variable that holds what time it was before a wait. */
export interface ProgramEarlyClock {
  readonly name: string;
  /** Where the time was asked for. */
  readonly at: Position;
  /** Behind the waits. */
  readonly read: Position;
  /** Those in between. */
  readonly awaits: readonly Position[];
}

/** Something that is kept for whoever asks again, under a key that does not tell all that it was made of. */
export interface ProgramNarrowKey {
  /** Where the key is put together. */
  readonly at: Position;
  readonly kept: Position;
  /** What has no part in the key, as the text has it. */
  readonly missing: readonly string[];
}

/** A wait for a condition under an `if`. */
export interface ProgramWaitUnderIf {
  /** Of the `if`. */
  readonly at: Position;
  readonly wait: Position;
}

export interface ProgramShared {
  /** Where a function that was written in the loop reads it. */
  readonly at: Position;
  readonly name: string;
  /** It may be there to say how many rounds there were in all. */
  readonly counts: boolean;
  readonly loop: Position;
}

/** A function, by what is known of the tasks that run it. */
export interface ProgramRunner {
  /** Its name. */
  readonly inside: string | null;
  /** Where it is handed to a call as it is written. */
  readonly madeAt: Position | null;
}

/** A loop that is over as soon as a queue is empty. */
export interface ProgramEmptyLook {
  /** Where it looks. */
  readonly at: Position;
  readonly loop: ProgramRunner;
  /** Functions that wait for something and then put it into the queue. */
  readonly puts: readonly ProgramRunner[];
}

/** A variable that has no value at first. */
export interface ProgramLateValue {
  readonly name: string;
  /** Awaits one of which is over whenever it gets a value. */
  readonly after: readonly Position[];
  readonly reads: readonly ({
    readonly at: Position;
    /** The next await of its function; null when there is none. */
    readonly until: Position | null;
  } & ProgramRunner)[];
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
