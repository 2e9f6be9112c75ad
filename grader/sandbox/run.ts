import type { ArgumentValue, Limits, Route, TaskState } from "../spec/index.ts";
import type { Schedule } from "../schedule/index.ts";
import type { Program, ProgramAwait, ProgramCall, ProgramMaker, Rejection } from "../compile/index.ts";
import type { Position, Snapshot } from "../values/index.ts";

/** What a scenario gives to the sandbox. Nothing of what is expected, nothing of what it is worth. */
export interface ScenarioInput {
  readonly args: readonly ArgumentValue[];
  readonly routes: readonly Route[];
  readonly limits: Limits;
  readonly seed: number;
  readonly startMs: number;
  /** How replies are delayed and ready tasks ordered; left out or null: as written. The child's host side alone knows of it. */
  readonly schedule?: Schedule | null;
}

/** What happened. Times are virtual, in ms (fractions of a µs do not exist), from the call of the entry at 0. */
export interface Run {
  readonly outcome: Outcome;
  /**
   * From the call of the entry to its settling; null when it did not settle. The time of requests and output that came before
   * the call counts too: it would be a way to do the work beforehand.
   */
  readonly elapsedMs: number | null;
  /** The clock at the very end. */
  readonly endMs: number;
  /** In creation order. The first one is the entry's own and bears the entry's name. */
  readonly tasks: readonly TaskRecord[];
  /** In the order sent. */
  readonly requests: readonly RequestRecord[];
  readonly output: readonly OutputRecord[];
  readonly leftovers: readonly Leftover[];
  readonly warnings: readonly RunWarning[];
  /** The first call of each thing that the exercise forbids, in their order. Left out: none. */
  readonly forbiddenCalls?: readonly ForbiddenCall[];
  readonly trace: Trace;
  /** What the submission's text says of its awaits (see Program); left out where nothing is known. */
  readonly awaits?: readonly ProgramAwait[];
  /** Where its locks, semaphores and queues are made; left out where nothing is known. */
  readonly makers?: readonly ProgramMaker[];
  /** Where its own functions are called; left out where nothing is known. */
  readonly calls?: readonly ProgramCall[];
  /** What else its text tells; left out where nothing is known. */
  readonly text?: ProgramText;
}

/** What a program's text tells of it, and its runs do not. */
export type ProgramText = Pick<
  Program,
  | "unawaited"
  | "catches"
  | "functions"
  | "unthrown"
  | "lateValues"
  | "sharedByRounds"
  | "cuts"
  | "floating"
  | "eagerCalls"
  | "updates"
  | "looseCalls"
  | "finallies"
  | "earlyDones"
  | "thenAppends"
  | "freshLocks"
  | "readsBeforeLock"
  | "sharedResets"
  | "races"
  | "sorts"
  | "madeFor"
  | "earlySignals"
  | "askedLast"
  | "triedResults"
  | "cancels"
  | "emptyLooks"
  | "waitsUnderIf"
  | "narrowKeys"
  | "earlyClocks"
  | "sharedWrites"
>;

export interface ForbiddenCall {
  /** As the rule has it. */
  readonly target: string;
  /** The innermost place in the submission; null when only the runtime or the engine stood behind the call. */
  readonly at: Position | null;
}

export type Outcome =
  | { readonly kind: "returned"; readonly value: Snapshot }
  | { readonly kind: "threw"; readonly error: ErrorRecord }
  /** A limit, a deadlock, a crash: the submission is rejected. */
  | { readonly kind: "stopped"; readonly reason: Rejection };

export interface ErrorRecord {
  /** `error.name`; for a thrown value that is no Error, its type. */
  readonly name: string;
  readonly message: string;
  /** The innermost place in the submission, if known. */
  readonly at: Position | null;
}

export interface TaskRecord {
  readonly id: number;
  readonly name: string;
  readonly coroutine: string;
  /** Read when the entry's end stopped the loop, before leftovers are cancelled. */
  readonly state: TaskState;
  readonly createdMs: number;
  /** Null while pending at the end. */
  readonly endedMs: number | null;
  /** Id of the task that made it; 0 for none. */
  readonly creator: number;
  readonly createdAt: Position | null;
  readonly result: Snapshot | null;
  readonly error: ErrorRecord | null;
}

export interface RequestRecord {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
  /** Null when it failed, was aborted, or was never answered. */
  readonly status: number | null;
  readonly startMs: number;
  readonly endMs: number | null;
  /** `answered`, `failed` (mocked error), `unmocked`, `aborted`, `hanging` (no answer by the end). */
  readonly outcome: "answered" | "failed" | "unmocked" | "aborted" | "hanging";
  /** For `unmocked`: the nearest mocked route, `GET https://…/posts/1`. */
  readonly nearest: string | null;
  readonly task: number;
  readonly at: Position | null;
}

export interface OutputRecord {
  readonly stream: "stdout" | "stderr";
  readonly atMs: number;
  /** One call's text, which may hold line breaks; without the last one. */
  readonly text: string;
  readonly task: number;
  readonly at: Position | null;
  /** Where the function was called that printed it for its caller; null, or left out, when it was printed where `at` says. */
  readonly calledAt?: Position | null;
}

export interface Leftover {
  readonly kind: "task" | "timer" | "request" | "held";
  /** Plain words: `task fetchTitle is still waiting for sleep(500)`. */
  readonly what: string;
  readonly at: Position | null;
}

export interface RunWarning {
  readonly code:
    | "never-awaited"
    | "never-retrieved"
    | "unhandled-rejection"
    | "livelock"
    | "time-before-entry"
    | "time-after-entry";
  readonly message: string;
  readonly at: Position | null;
}

/** One row per event, in the order in which things happened; columns of one length. Feeds `explain` and the timeline. */
export interface Trace {
  /** µs. */
  readonly at: readonly number[];
  readonly event: readonly TraceEvent[];
  /** Task the event is about; 0 for none. */
  readonly task: readonly number[];
  /** The other one: creator, waker, canceller, the task waited for; 0 for none. */
  readonly other: readonly number[];
  /** Number of the wait or timer or request; 0 for none. */
  readonly ref: readonly number[];
  /** Wait kind and resource (`sleep 300 ms`), state, text: by event. */
  readonly detail: readonly string[];
  readonly site: readonly (Position | null)[];
  /**
   * For `wait-began`: the awaits that this wait stands in, innermost first, from the one that waits out to the task's own body.
   * `explain` tells a loop from two calls by them. Null, or no column at all, where it is not known: then `site` is all there is.
   */
  readonly stack?: readonly (readonly AwaitFrame[] | null)[];
  /**
   * Too much happened: from this row on, steps, cancels, what is held, and waits and timers that begin are not told, so that nothing follows from their absence.
   * Left out: all is told.
   */
  readonly cutFrom?: number;
}

/** One running call of an async function (numbered in a run from 1, each call anew), and where it awaits now. */
export interface AwaitFrame {
  readonly frame: number;
  readonly at: Position;
}

export type TraceEvent =
  | "task-created"
  | "task-renamed"
  | "task-step"
  | "wait-began"
  | "wait-ended"
  | "cancel-requested"
  | "task-ended"
  | "timer-set"
  | "timer-ended"
  | "held"
  | "given-back"
  | "request-sent"
  | "request-ended"
  | "output"
  | "stopped";
