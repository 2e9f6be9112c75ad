import type { Exercise } from "../../spec/index.ts";
import type { Position } from "../../values/index.ts";

/** Why an exercise is not proved. */
export interface Problem {
  /** Under which an author can accept it in `accept:`, or null when it has to be mended: `await-dropped 2`, `no-hidden`. */
  readonly name: string | null;
  readonly message: string;
  readonly at: Position | null;
  /** Changed lines of a wrong variant, with `-` and `+`. */
  readonly diff: readonly string[];
  /** What to do. */
  readonly hint: string;
  /** A line of YAML that would do it, and the scenario it belongs to. */
  readonly add: { readonly scenario: string; readonly yaml: string } | null;
}

export function problem(message: string, more: Partial<Omit<Problem, "message">> & { readonly hint: string }): Problem {
  return { name: null, at: null, diff: [], add: null, ...more, message };
}

/** The place of a key of the exercise's first level, or as `points.states` of one below it; of what is nearest where there is none. */
export function placeOfKey({ file, keys }: Exercise, key: string): Position {
  return keys[key] ?? keys[key.replace(/\..*$/s, "")] ?? keys["title"] ?? { file, line: 1, column: 1 };
}
