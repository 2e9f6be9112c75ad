import type { Position, Span } from "../values/index.ts";

export interface ProgramAwait {
  /** Of the `await`, the `yield`, or what a `for await` goes through: as in `sites`. */
  readonly at: Position;
  /** The awaits whose values it reads, its own of the round before among them: it cannot begin before they have ended. */
  readonly needs: readonly Position[];
  /** Of a call that waits for several things at once, what each of these needs, in their order; null for any other await, and where they are not written out. */
  readonly together: readonly (readonly Position[])[] | null;
  /** Where the async generator begins that it stands in; null in any other function. */
  readonly generator: Position | null;
  /** It puts something into a queue or waits in `join`, so that it takes nothing out; or whatever else has methods of these names. */
  readonly puts: boolean;
  /** It starts work in a loop, or in a function that calls itself, that needs nothing of the rounds before. */
  readonly apart: boolean;
  /** It ends by itself when a time is up: `timeout`, `waitFor`, a `wait` that has a limit. */
  readonly limited: boolean;
  /** A sleep whose length is reckoned from the clock: it lasts until a certain moment. */
  readonly until: boolean;
  /** Its turns take their work from a queue, or from something that all calls of its function share (a counter, a list that is emptied). Null: from neither. */
  readonly takes: "queue" | "shared" | null;
  /** Where what is shared is changed, when that comes only after it: whoever comes meanwhile takes the same work again. */
  readonly changedLate: Position | null;
  /** Where the function that it stands in then puts something at the end of a list that is not its own: the first place of each list. */
  readonly appended: readonly ProgramAppend[];
  /** It stands in a loop that goes on until something has changed elsewhere: the awaits after which that is changed. */
  readonly looksFor: readonly Position[];
  /** A sleep, or a call that may sleep: the awaits after which something is changed, and the calls that make tasks, that its function then reads without waiting for it. */
  readonly readsAfter: readonly Position[];
  /** A variable of others that was read before it, and is written after it from what was read; null when there is none. */
  readonly outdated: string | null;
  /** The timer that its function has set before it and that then stops something; null when there is none. */
  readonly timer: Position | null;
  /** It stands in a loop that nothing but a cancel ends. */
  readonly endless: boolean;
  /** What it waits for is no call but something that had been made before; null for any other await. */
  readonly held: ProgramHeld | null;
}

export interface ProgramAppend {
  readonly at: Position;
  /** The variable or field that holds the list, as it is called there. */
  readonly list: string;
  /** A function returns what is called so. */
  readonly returned: boolean;
}

/** A coroutine, which begins when it is awaited, or a task, which may be over by then. */
export interface ProgramHeld {
  readonly kind: "coroutine" | "task";
  /** The call that made it, or a list of them; null where the text leaves that open. */
  readonly made: Position | null;
  /** Of the function that was called there. */
  readonly name: string | null;
  /** Each round of a loop makes its own, and waits for it. */
  readonly inRound: boolean;
}

/** A call of one of the submission's own functions. Equal numbers stand for the same thing. */
export interface ProgramCall {
  /** Of the `await`, as in `awaits`, or of the `createTask` that it is given to. */
  readonly at: Position;
  /** Of the function. */
  readonly name: string;
  readonly runs: number;
  /** The function and what it is given, when it does the same each time as far as the text tells; null otherwise. */
  readonly work: number | null;
  /** It stands in a loop, or in a function that calls itself. */
  readonly again: boolean;
  /** How many arguments it is given. */
  readonly inputs: number;
}

/** A call that starts an async function there and then, in the caller's task. */
export interface ProgramEagerCall {
  readonly at: Position;
  /** Where it stands, when `at` is where the function around it is called. */
  readonly call?: Position;
  /** Of the function that it runs. */
  readonly body: Span;
  /** By which it is called. */
  readonly name?: string;
  /** Of the function that it stands in; left out in the module's own code. */
  readonly around?: Span;
}

/** A `new` of something that tasks queue for, or meet at. */
export interface ProgramMaker {
  readonly at: Position;
  readonly kind: "lock" | "semaphore" | "barrier" | "queue";
  /** Which of the things in a queue comes out first; left out: the one that was put in first. */
  readonly gives?: "last" | "least";
  /** The awaits that are known to wait for what is made here: by its variable or field. Those that are handed it are not, but for the only barrier. */
  readonly awaits: readonly Position[];
}
