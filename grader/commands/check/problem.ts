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
