import type { Exact, Expected, ExpectedOf, Position, Reference } from "../values/index.ts";

export type Category = "concurrency" | "returns" | "states";
export type TaskState = "pending" | "done" | "cancelled" | "failed";

/** One exercise.yaml, checked: units resolved to ms and bytes, defaults filled in, matchers parsed. JSON-safe, readonly. */
export type Exercise = CodeExercise | QuizExercise;

interface ExerciseCommon {
  /** Name of the exercise's folder. */
  readonly id: string;
  readonly title: string;
  /** Path of exercise.yaml as it is shown. */
  readonly file: string;
  /** Percent needed to pass, 0 to 100. */
  readonly pass: number;
  readonly hints: readonly string[];
  /** Where the keys of its first level stand, and as `points.states` those below `points` and `accept`. */
  readonly keys: Readonly<Record<string, Position>>;
}

export type CodeExercise = CodeExerciseOf<WrittenScenario>;
/** An exercise in whose scenarios no `reference` is left. */
export type ResolvedExercise = CodeExerciseOf<Scenario>;

interface CodeExerciseOf<S> extends ExerciseCommon {
  readonly kind: "code";
  /** The entry file first, then files and globs that it may import. */
  readonly files: readonly string[];
  /** Name of the exported function; null for `entry: script`. */
  readonly entry: string | null;
  /** The instructor's own caller; null: the grader calls the entry itself. */
  readonly harness: Harness | null;
  /** Checks that YAML cannot say, as a function of the run; null: none. */
  readonly checks: OwnFile | null;
  /** Files that it shares with others, as paths below the course's folder `fixtures/`. Their replies are in the scenarios already. */
  readonly fixtures: readonly string[];
  /** Modules allowed besides chronograde. */
  readonly imports: readonly string[];
  readonly rules: readonly Rule[];
  readonly scenarios: readonly S[];
  /** Null: every scenario runs once, as it is written. */
  readonly explore: Explore | null;
  /** Findings of `chronograde check` by name, with the reason why each is accepted. */
  readonly accept: readonly (readonly [finding: string, reason: string])[];
  /** Points by category; only categories that have checks. Their sum is maxScore. Exact: 100 over three categories is 100/3 each. */
  readonly points: Partial<Record<Category, Exact>>;
}

/** Under which schedules every scenario runs again. */
export interface Explore {
  /** Their number, the scenario as written not counted. */
  readonly schedules: number;
  /** Where latencies are drawn from; null: all replies keep theirs. */
  readonly latency: { readonly leastMs: number; readonly mostMs: number } | null;
  /** `any`: tasks that are ready at the same time go on in every order, not only first come, first served. */
  readonly order: "any" | "ready";
}

/** A file of the instructor's beside exercise.yaml. */
export interface OwnFile {
  /** Path below the exercise's folder. */
  readonly file: string;
  /** Where exercise.yaml names it. */
  readonly at: Position;
}

export interface Harness extends OwnFile {
  /** `entry` stands in the file: the submission has to export it, whatever the harness uses. */
  readonly needsEntry: boolean;
}

export interface QuizExercise extends ExerciseCommon {
  readonly kind: "quiz";
  readonly questions: readonly QuizQuestion[];
  /** maxScore, split evenly over the questions. */
  readonly points: number;
}

export interface QuizQuestion {
  readonly id: string;
  readonly ask: string;
  readonly choices: readonly {
    readonly id: string;
    readonly text: string;
    readonly correct: boolean;
    readonly why: string;
  }[];
}

export interface Rule {
  readonly kind: "require" | "forbid";
  /** As written: `createTask`, `Promise.all`, `await-in-loop`, `floating-promise`, `any`, `eval`, an identifier. */
  readonly target: string;
  readonly why: string | null;
  /** Points taken off the total when broken; null: breaking it rejects the submission. */
  readonly points: number | null;
  readonly at: Position;
}

export interface Limits {
  readonly virtualTimeMs: number;
  /** Handles run while the clock stands still. */
  readonly steps: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
  readonly tasks: number;
  readonly requests: number;
  readonly timers: number;
}

/** One mocked route: `GET https://host` + `/posts/1?x=1`. */
export interface Route {
  readonly method: string;
  /** `https://jsonplaceholder.typicode.com`, no path. */
  readonly origin: string;
  readonly path: string;
  /** In the order written; matched without regard to order. */
  readonly query: readonly (readonly [string, string])[];
  readonly replies: readonly Reply[];
}

export interface Reply {
  readonly latencyMs: number;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** `json` is JSON text; null: no body. */
  readonly body: { readonly kind: "json" | "text"; readonly text: string } | null;
  /** The request fails with this code (`ECONNRESET`). */
  readonly error: string | null;
  /** Never answers. */
  readonly hang: boolean;
  /** Answers only a request that fits. */
  readonly match: RequestPattern | null;
}

export interface RequestPattern {
  readonly json: Expected | null;
  readonly text: Expected | null;
  readonly headers: readonly (readonly [string, Expected])[];
}

/** Ready to be compared with a run: no `reference` is left in its checks. */
export type Scenario = ScenarioOf<Check>;
/** As it stands in the file. */
export type WrittenScenario = ScenarioOf<WrittenCheck>;

interface ScenarioOf<C> {
  readonly name: string;
  /** JSON-safe arguments of the entry (`{ $number: "NaN" }`-style tags are not used: see `Expected`). */
  readonly args: readonly ArgumentValue[];
  /** The exercise's routes with this scenario's replacements. */
  readonly routes: readonly Route[];
  readonly hidden: boolean;
  readonly limits: Limits;
  readonly seed: number;
  /** What Date shows at virtual time 0, in epoch ms. */
  readonly startMs: number;
  readonly checks: readonly C[];
  readonly at: Position;
}

/** Plain data given to the entry. NaN and the infinities are legal in YAML, so they are tagged. */
export type ArgumentValue =
  | null
  | boolean
  | string
  | number
  | { readonly t: "number"; readonly v: "NaN" | "Infinity" | "-Infinity" }
  | { readonly t: "list"; readonly v: readonly ArgumentValue[] }
  | { readonly t: "map"; readonly v: readonly (readonly [string, ArgumentValue])[] };

interface CheckCommon {
  readonly category: Category;
  /** Shown name: `elapsed`, `peak.requests`, `returns`, `tasks.fetchTitle*`, `at.100ms.fetchTitle*`, `leftovers`. */
  readonly title: string;
  /** Share of the category's points. Greater than 0. */
  readonly weight: number;
  /** The instructor's own words, shown when it fails. */
  readonly why: string | null;
  readonly at: Position;
}

/** All times are the solution's own under the same schedule, so they hold under every one. */
interface BySolution {
  readonly bySolution?: boolean;
}

export type Check = CheckOf<never>;
/** A check in which `reference` may stand for a value or a time, until it is known what the solution gives. */
export type WrittenCheck = CheckOf<Reference>;

interface TimesOf<R> {
  readonly atMostMs: number | R | null;
  readonly atLeastMs: number | R | null;
}

type CheckOf<R extends Reference> =
  | (CheckCommon & TimesOf<R> & { readonly kind: "elapsed" } & BySolution)
  | (CheckCommon &
      BySolution & {
        readonly kind: "elapsed-scaled";
        readonly idealMs: number | R;
        readonly sequentialMs: number | R;
      })
  | (CheckCommon & {
      readonly kind: "peak";
      readonly of: "requests" | "tasks";
      readonly atMost: number | null;
      readonly atLeast: number | null;
    })
  | (CheckCommon & { readonly kind: "returns"; readonly value: ExpectedOf<R> })
  | (CheckCommon & {
      readonly kind: "throws";
      readonly name: ExpectedOf<R> | null;
      readonly message: ExpectedOf<R> | null;
    })
  /** The lines that console printed. `text` when the instructor wrote a block; a list may hold matchers. */
  | (CheckCommon & { readonly kind: "output"; readonly stream: "stdout" | "stderr"; readonly lines: ExpectedOf<R> })
  | (CheckCommon & {
      readonly kind: "requests";
      readonly ordered: boolean;
      /** A reference: all that the solution sends. */
      readonly requests: readonly ExpectedRequestOf<R>[] | R;
    })
  | (CheckCommon & {
      readonly kind: "tasks";
      readonly pattern: string;
      readonly state: TaskState | null;
      readonly count: number | null;
      readonly endedAt: TimesOf<R> | null;
      readonly result: ExpectedOf<R> | null;
      /** null: final states; otherwise states just before the clock leaves this instant. */
      readonly instantMs: number | null;
    })
  | (CheckCommon & { readonly kind: "leftovers" })
  /** Made by the instructor's checks.ts, which has seen the run: its outcome. */
  | (CheckCommon & {
      readonly kind: "own";
      /** 0 to 1. */
      readonly earned: Exact;
      readonly message: string | null;
      readonly hint: string | null;
      readonly place: Position | null;
    });

export type ExpectedRequest = ExpectedRequestOf<never>;
export type WrittenRequest = ExpectedRequestOf<Reference>;

/** What is asked of one request: its parts, its line, or to be any of several; a reference: to be the solution's at the same place. */
type ExpectedRequestOf<R extends Reference> =
  | ExpectedPartsOf<R>
  /** A matcher on the line `METHOD URL`. */
  | { readonly line: ExpectedOf<R> }
  | { readonly oneOf: readonly ExpectedRequestOf<R>[] }
  | R;

/** Null: may be anything. */
interface ExpectedPartsOf<R extends Reference> {
  readonly method: ExpectedOf<R> | null;
  readonly url: ExpectedOf<R> | null;
  readonly json: ExpectedOf<R> | null;
  readonly text: ExpectedOf<R> | null;
  readonly headers: readonly (readonly [string, ExpectedOf<R>])[];
}

/** One mistake in an exercise file. */
export interface ExerciseError extends Position {
  /** Stable: `unknown-key`, `wrong-value`, `missing-key`, `yaml-syntax`, `duplicate-key`, … */
  readonly code: string;
  readonly message: string;
  readonly found: string | null;
  readonly expected: string | null;
  /** Nearest right spelling, or what to write instead. */
  readonly suggestion: string | null;
}
