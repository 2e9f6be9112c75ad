import type { Category } from "../../spec/index.ts";
import type { ts } from "../typescript.ts";

/** Kinds of mistakes, and the categories in which each must lose points: in one of them at least. */
export const mutantKinds = {
  serialize: ["concurrency"],
  "task-removed": ["concurrency"],
  "in-a-loop": ["concurrency"],
  "limit-plus-one": ["concurrency"],
  "limit-minus-one": ["concurrency"],
  "lock-dropped": ["concurrency", "returns"],
  "delay-dropped": ["concurrency", "returns"],
  "await-dropped": ["concurrency", "returns", "states"],
  "first-only": ["returns"],
  "results-swapped": ["returns"],
  literal: ["returns"],
  "does-nothing": ["returns", "states"],
  "retry-plus-one": ["returns", "concurrency"],
  "retry-minus-one": ["returns", "concurrency"],
  "catch-dropped": ["returns", "states"],
  "finally-dropped": ["returns", "states"],
  "cancel-dropped": ["states", "returns"],
  // Whether a check can fail at all is found out with these. Not every exercise has to mind them.
  slower: [],
  doubled: [],
  "stray-task": [],
} as const satisfies Readonly<Record<string, readonly Category[]>>;

export type MutantKind = keyof typeof mutantKinds;

/** One change of the text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A wrong variant of a solution. */
export interface Mutant {
  readonly kind: MutantKind;
  /** `await-dropped 2`: the second of its kind. */
  readonly name: string;
  /** What was done, as part of a sentence: `the task is awaited where it is made`. */
  readonly what: string;
  /** First changed line, from 1. */
  readonly line: number;
  readonly text: string;
  /** The changed lines, before and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Candidate {
  readonly kind: MutantKind;
  readonly what: string;
  readonly edits: readonly Edit[];
}

/** Looks at one node, and gives the mistakes that can be made there. */
export type Operator = (node: ts.Node, source: ts.SourceFile) => readonly Candidate[];
