import type { Edit } from "../mutants/mutant.ts";
import type { ts } from "../typescript.ts";
import type { About } from "./repair.ts";

/** One place in which a submission differs from a solution, before the names of both are known. */
export interface Change {
  /** What the solution has there. */
  readonly solution: readonly ts.Node[];
  /** What of the submission goes away or is rewritten. */
  readonly submission: readonly ts.Node[];
  /** What is shown. */
  readonly shown: Range;
  readonly about: About;
  /** Where statements of the solution stand that have no counterpart, or where such of the submission stood. */
  readonly gap: Gap | null;
  edits(render: (node: ts.Node) => string): readonly Edit[];
}

/** A place between statements. */
export interface Gap {
  /** Where text is put. */
  readonly at: number;
  readonly near: ts.Node;
  /** What comes behind it. */
  readonly next?: ts.Node | null;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export function rangeOf(first: ts.Node, last: ts.Node = first): Range {
  return { start: first.getStart(), end: last.getEnd() };
}
