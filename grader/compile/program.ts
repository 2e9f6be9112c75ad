import type { Rule } from "../spec/index.ts";
import type { Position, Span } from "../values/index.ts";
import type {
  ProgramAskedLast,
  ProgramCancel,
  ProgramCatch,
  ProgramEarlyClock,
  ProgramEarlyDone,
  ProgramEarlySignal,
  ProgramEmptyLook,
  ProgramFinally,
  ProgramLateValue,
  ProgramLooseCall,
  ProgramMadeFor,
  ProgramNarrowKey,
  ProgramReadBeforeLock,
  ProgramShared,
  ProgramSharedReset,
  ProgramSharedWrite,
  ProgramTriedResult,
  ProgramUnawaited,
  ProgramUnthrown,
  ProgramUpdate,
  ProgramWaitUnderIf,
} from "./program-text.ts";
import type { Repair } from "./repairs/repair.ts";
import type { WritePlace } from "./writes/write-place.ts";
import type { ProgramAwait, ProgramCall, ProgramEagerCall, ProgramMaker } from "./program-awaits.ts";

/** One file of a submission, read safely and once. */
export interface SubmissionFile {
  /** Path inside the submission's folder, with `/`: `submission.ts`, `lib/retry.ts`. */
  readonly path: string;
  /** As it is shown to people: relative to the course. */
  readonly display: string;
  readonly text: string;
}

/** Text on or about a place in a submission's source. Codes of the type checker are `TS2322`; our own are words. */
export interface Diagnostic extends Position {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly hint: string | null;
}

/** Why a submission gets no points whatever its scenarios did. Codes: exercise contract, cli.md "JSON result". */
export interface Rejection {
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** What the sandbox runs. */
export interface Program {
  /** Key into `modules` of the entry file. */
  readonly entryModule: string;
  /** Exported name to call; null: evaluating the entry module is the whole program. */
  readonly entry: string | null;
  readonly modules: readonly ProgramModule[];
  /** Places of awaits, by the number that the emitted code carries. */
  readonly sites: readonly Position[];
  /** The instructor's caller, whose default export is called with the entry module's exports; left out: the entry itself is called. */
  readonly harness?: ProgramModule;
  /** The loops of all files: an engine that is stopped in one knows only what was called last. */
  readonly loops?: readonly ProgramLoop[];
  /** Names of functions that the exercise forbids: calling one is noted while the program runs. Left out: none. */
  readonly forbidden?: readonly string[];
  /** What is known of awaits from the text alone; of those that are left out, nothing is. */
  readonly awaits?: readonly ProgramAwait[];
  /** The functions of all files, those of one file in the order in which they begin. Left out: nothing is known. */
  readonly functions?: readonly ProgramFunction[];
  /** Where locks, semaphores, barriers and queues are made; left out: nothing is known. */
  readonly makers?: readonly ProgramMaker[];
  /** Where functions of its own are called and waited for; left out: nothing is known. */
  readonly calls?: readonly ProgramCall[];
  /** Calls of its async functions that nothing waits for where they stand; left out: nothing is known. */
  readonly eagerCalls?: readonly ProgramEagerCall[];
  /** Where something that nobody awaited is used as its value; left out: nothing is known. */
  readonly unawaited?: readonly ProgramUnawaited[];
  /** Where errors end; left out: nothing is known. */
  readonly catches?: readonly ProgramCatch[];
  /** Errors that are made and not thrown; left out: nothing is known. */
  readonly unthrown?: readonly ProgramUnthrown[];
  /** Variables that get their first value in another function than the one that reads them; left out: nothing is known. */
  readonly lateValues?: readonly ProgramLateValue[];
  /** Variables that all rounds of a loop share and that are read after it; left out: nothing is known. */
  readonly sharedByRounds?: readonly ProgramShared[];
  /** Where it is decided how many items go into one piece of a list; left out: nothing is known. */
  readonly cuts?: readonly Position[];
  /** Promises whose value nobody uses; left out: nothing is known. */
  readonly floating?: readonly Position[];
  /** Async functions that are called so that nobody has their promise; left out: nothing is known. */
  readonly looseCalls?: readonly ProgramLooseCall[];
  /** What a `finally` puts somewhere; left out: nothing is known. */
  readonly finallies?: readonly ProgramFinally[];
  /** Where `taskDone` comes before the work is done; left out: nothing is known. */
  readonly earlyDones?: readonly ProgramEarlyDone[];
  /** Where callbacks of several promises put what they give into one list; left out: nothing is known. */
  readonly thenAppends?: readonly Position[];
  /** Locks that each call makes for itself; left out: nothing is known. */
  readonly freshLocks?: readonly Position[];
  /** What is read before a lock and written behind it; left out: nothing is known. */
  readonly readsBeforeLock?: readonly ProgramReadBeforeLock[];
  /** What every call of a function sets back and adds to; left out: nothing is known. */
  readonly sharedResets?: readonly ProgramSharedReset[];
  /** Awaits that end with the first of several to end; left out: nothing is known. */
  readonly races?: readonly Position[];
  /** Where lists are sorted; left out: nothing is known. */
  readonly sorts?: readonly Position[];
  /** Where tasks are made for a call elsewhere; left out: nothing is known. */
  readonly madeFor?: readonly ProgramMadeFor[];
  /** Where others are let go on before the work is done; left out: nothing is known. */
  readonly earlySignals?: readonly ProgramEarlySignal[];
  /** Where whether a task was cancelled is asked too late; left out: nothing is known. */
  readonly askedLast?: readonly ProgramAskedLast[];
  /** Results that are asked for in a `try`, of tasks that may not be over; left out: nothing is known. */
  readonly triedResults?: readonly ProgramTriedResult[];
  /** Cancels whose answer nobody looks at; left out: nothing is known. */
  readonly cancels?: readonly ProgramCancel[];
  /** Loops that are over when a queue is empty, though more may come; left out: nothing is known. */
  readonly emptyLooks?: readonly ProgramEmptyLook[];
  /** What a call keeps where all calls keep theirs; left out: nothing is known. */
  readonly sharedWrites?: readonly ProgramSharedWrite[];
  /** Times that were asked for before a wait and are told after it; left out: nothing is known. */
  readonly earlyClocks?: readonly ProgramEarlyClock[];
  /** Where something is kept under a key that tells too little; left out: nothing is known. */
  readonly narrowKeys?: readonly ProgramNarrowKey[];
  /** Waits for a condition that is asked for once only; left out: nothing is known. */
  readonly waitsUnderIf?: readonly ProgramWaitUnderIf[];
  /** Where what an object has is read, and written anew from that; left out: nothing is known. */
  readonly updates?: readonly ProgramUpdate[];
}

export interface ProgramLoop {
  /** From its keyword to its end. */
  readonly span: Span;
  /** The function that it stands in, or the file. */
  readonly inside: Span;
  /** It goes through a list or counts: of two loops that may be the endless one, it is the less likely. */
  readonly counts: boolean;
}

export interface ProgramFunction {
  readonly span: Span;
  /** It has a name to be called by; what is handed to another function as it is written has none. */
  readonly isNamed: boolean;
  /** Also a generator: what stands in it is not over when its call is. */
  readonly isAsync: boolean;
}

export interface ProgramModule {
  /** Name under which the guest knows it: `submission.js`. Frames in guest stacks bear it. */
  readonly name: string;
  readonly display: string;
  readonly code: string;
  /** Source map (v3, JSON) from `code` to the TypeScript text. */
  readonly map: string;
  /** Import specifier as emitted -> `name` of a module here, or of an allowed module (`chronograde`, `node:events`). */
  readonly imports: readonly (readonly [string, string])[];
}

/** What the compiler is asked to do. Plain data, so that it may come from another process. */
export interface CompileRequest {
  /** Everything handed in. Only what the entry file imports, directly or not, is compiled. */
  readonly files: readonly SubmissionFile[];
  /** `path` of one of `files`. */
  readonly entryFile: string;
  /** Exported name that the grader calls; null: the file itself is the program. */
  readonly entry: string | null;
  /** Modules allowed besides chronograde. */
  readonly imports: readonly string[];
  readonly rules: readonly Rule[];
  /** The instructor's caller of the submission's exports. `needsEntry`: the submission has to export `entry` whatever the harness uses. */
  readonly harness?: { readonly file: SubmissionFile; readonly needsEntry: boolean };
  /** Gives a program in spite of type errors, for `chronograde run`. Default: false. */
  readonly despiteTypeErrors?: boolean;
  /** Read by its text alone, with neither types nor rules, in a small part of the time. Left out: checked. */
  readonly unchecked?: Unchecked;
}

/**
 * `program`: one that is only to be played; what is wrong with it shows then. `repairs`: where it differs from these files of a solution, or null: the
 * changes that mend usual mistakes.
 */
export type Unchecked =
  | { readonly wanted: "program" }
  /** What a submission does otherwise than a solution. */
  | { readonly wanted: "repairs"; readonly solution: readonly SubmissionFile[] }
  /** What mends usual mistakes. Of a solution, where there is one, only the words are of use. */
  | { readonly wanted: "usual"; readonly solution: readonly SubmissionFile[] }
  /** Simple changes that can be made anywhere. */
  | { readonly wanted: "plain" }
  /** A program that says which values it keeps, and where. */
  | { readonly wanted: "writes" };

/** What came of it. Plain data. */
export interface Compilation {
  /** Null when it does not compile. A program that breaks a rule is there, and may be run and shown. */
  readonly program: Program | null;
  /** Errors and warnings, by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every broken rule of the exercise, those that only cost points included; in the exercise's order. */
  readonly brokenRules: readonly BrokenRule[];
  /** Awaits that make independent work wait in line, whether or not a rule forbids them. */
  readonly awaitsInLoops: readonly AwaitInLoop[];
  /** The author's mistakes in the harness. With them there is no program, and nothing is said of the submission. */
  readonly harnessErrors: readonly Diagnostic[];
  /** `syntax`, `types`, `entry` or `rule`; the first in this order that applies. */
  readonly rejection: Rejection | null;
  /** Where repairs were asked for. */
  readonly repairs?: readonly Repair[];
  /** Where a program was asked for that says what it keeps: its places, by their numbers. */
  readonly writes?: readonly WritePlace[];
}

export interface BrokenRule {
  readonly rule: Rule;
  /** What was found or missed, and what to do. The instructor's words are in `rule.why`. */
  readonly message: string;
  readonly hint: string | null;
  /** The first place; the start of the entry file for what is missing. */
  readonly at: Span;
  /** Further places, in order. */
  readonly more: readonly Span[];
}

export interface AwaitInLoop {
  /** What repeats: a loop, the steps of a reduce, or a function that calls itself. */
  readonly kind: "loop" | "reduce" | "recursion";
  readonly await: Span;
  /** The loop's head: from its keyword to the closing parenthesis. */
  readonly loop: Span;
  /** The function it stands in, as the student named it; null at the top level or when it has no name. */
  readonly inside: string | null;
}

/** Turns submissions into programs. Warm after its first use. */
export interface Compiler {
  compile(request: CompileRequest): Promise<Compilation>;
}
