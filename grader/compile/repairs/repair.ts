import type { Span } from "../../values/index.ts";
import type { Edit } from "../mutants/mutant.ts";

/** What a piece of code is about, coarsely: enough to ask the right question, and too little to answer it. */
export type Piece =
  /** Asked once, where it has to be asked again: `if` for `while`. */
  | "again"
  | "await"
  | "argument"
  | "call"
  | "cancel"
  | "catch"
  | "condition"
  /** What says that an item of a queue has been dealt with. */
  | "done"
  /** Which of round, loop and function is left: `break`, `continue`, `return`. */
  | "exit"
  | "finally"
  | "lock"
  | "loop"
  | "name"
  | "number"
  | "operator"
  /** Looks again and again instead of being told. */
  | "polling"
  | "release"
  | "request"
  | "return"
  | "signal"
  | "sleep"
  | "statement"
  | "task"
  | "text"
  | "wait";

/** In what a submission differs from a solution in one place. */
export interface About {
  /**
   * `missing`: the solution has something there, the submission nothing. `extra`: the other way round. `order`: both have the same pieces, in another
   * order. `other`: anything else.
   */
  readonly kind: "missing" | "extra" | "order" | "other";
  /** Of the submission's code there; of the solution's when that is missing. */
  readonly piece: Piece;
  /** The code is right, and stands inside of something in one of the programs and outside of it in the other. */
  readonly wall?: Wall;
}

export interface Wall {
  readonly of: "limit" | "lock" | "catch" | "loop";
  /** So it is in the submission. */
  readonly isInside: boolean;
}

/** A change of one place in a submission that may mend it. What it puts there is nobody's to see. */
export interface Repair {
  /** `path` of the submission's file. */
  readonly path: string;
  readonly edits: readonly Edit[];
  /**
   * What is changed, as it is shown to people: from the first to the last line that differs. Of something missing: the statement after which it would
   * stand, or else the one that it would stand in or before.
   */
  readonly at: Span;
  readonly about: About;
}
