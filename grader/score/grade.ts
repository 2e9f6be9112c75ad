import type { Diagnostic, Rejection } from "../compile/index.ts";
import type { OutputRecord, RequestRecord, TaskRecord, Trace } from "../sandbox/index.ts";
import type { Category } from "../spec/index.ts";
import type { Exact, Position, Snapshot } from "../values/index.ts";

/** An exact number of points. */
export type Points = Exact;

/** The result of one submission of one exercise. JSON-safe, and holds nothing of the wall clock. */
export interface Grade {
  readonly exercise: string;
  readonly title: string;
  /** Path as shown. */
  readonly submission: string;
  readonly status: "passed" | "failed" | "rejected" | "error";
  /** Why it is `rejected`, or why it could not be graded. */
  readonly reason: Rejection | null;
  /** The scenario that `reason` comes from; null when it comes from reading, compiling or a rule. */
  readonly reasonScenario: string | null;
  /** Null for `error`: not graded. */
  readonly score: Points | null;
  readonly maxScore: Points;
  /** Rounded down; null for `error`. */
  readonly percent: number | null;
  readonly pass: number;
  readonly categories: readonly {
    readonly category: Category | "quiz";
    readonly score: Points;
    readonly maxScore: Points;
  }[];
  readonly diagnostics: readonly Diagnostic[];
  /** Broken rules and what they cost. */
  readonly rules: readonly Finding[];
  readonly scenarios: readonly ScenarioGrade[];
  readonly traceHash: string | null;
  /** Left out by who only scores. */
  readonly provenance?: Provenance;
  /** Texts of the submission's files, for code frames. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
}

/** From what a grade has come: with the same, it comes out the same. */
export interface Provenance {
  /** Of the exercise, its hidden scenarios and its solution. */
  readonly exerciseHash: string;
  /** Of the files that were graded; null when none could be read. */
  readonly submissionHash: string | null;
  readonly graderVersion: string;
}

export interface Finding {
  /** Stable: tests assert it. */
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly at: Position | null;
}

export interface ScenarioGrade {
  readonly name: string;
  readonly hidden: boolean;
  /** `redactHidden` was here: nothing but name, status and points is left. */
  readonly withheld: boolean;
  readonly status: "passed" | "failed" | "rejected";
  readonly reason: Rejection | null;
  /** How many schedules it ran under besides the written one, and the first under which something fails that holds as written. */
  readonly schedules: { readonly run: number; readonly firstFailing: number | null } | null;
  readonly elapsedMs: number | null;
  /** The time that gives full points, where the exercise names one. */
  readonly idealMs: number | null;
  /** The time that gives none. */
  readonly sequentialMs: number | null;
  readonly value: Snapshot | null;
  readonly error: { readonly name: string; readonly message: string; readonly at: Position | null } | null;
  readonly output: readonly OutputRecord[];
  readonly tasks: readonly TaskRecord[];
  readonly requests: readonly RequestRecord[];
  readonly checks: readonly CheckGrade[];
  /** Not bound to one check: an unmocked request, a warning of the runtime. */
  readonly findings: readonly Finding[];
  readonly trace: Trace | null;
}

export interface CheckGrade {
  readonly category: Category | "quiz";
  readonly title: string;
  readonly status: "passed" | "failed";
  readonly score: Points;
  readonly maxScore: Points;
  /** What was expected and what came. Null when it passed. */
  readonly finding: Finding | null;
  /** The instructor's own words. A check that passed has none; a question of a quiz always. */
  readonly why: string | null;
}
