import type { Position } from "../../values/index.ts";

/** Where a program gives a value to something that has a name, puts it somewhere, or hands it back. */
export interface WritePlace {
  readonly at: Position;
  /** `kept` in a variable or under a key, `part` of an object that is made there, `put` into a list or a set, `returned` from a function, `printed`. */
  readonly how: "kept" | "part" | "printed" | "put" | "returned";
  /** Of the variable, of the property, of the list, of the function; null where it has none, or one that only a run tells. */
  readonly name: string | null;
  /** The variable begins here. */
  readonly isFirst: boolean;
  /** The value is that of another name, as it stands or as a call gives it: nothing is reckoned here. */
  readonly isCopy: boolean;
  /** Names that are read for it: of variables and functions, and of what an object has. */
  readonly from: readonly string[];
  readonly fields: readonly string[];
}

/** What the watched program says of one value: a line of its own, which no other begins like. */
export const WRITE_MARK = "\u0001write";

/** Longer stories are not told: so many values. */
export const MOST_WRITES = 4000;
