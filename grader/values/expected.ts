/** What is compared with a value: plain data in which matchers may stand. JSON-safe. */
export type Expected = ExpectedOf<never>;

/** What an instructor wrote in place of a value, before it is known what the exercise's solution gives. */
export type WrittenExpected = ExpectedOf<Reference>;

/** The word `reference`: what the exercise's solution gives at the same place, under the same inputs and schedule. */
export interface Reference {
  readonly kind: "reference";
  /** `unordered` is `{ $unordered: reference }`, a number is the width of `{ $approx: reference, within }`. */
  readonly form: "itself" | "unordered" | { readonly within: number };
}

export type ExpectedOf<R extends Reference> =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  /** NaN and the infinities by name, since JSON has none. */
  | { readonly kind: "number"; readonly value: number | "NaN" | "Infinity" | "-Infinity" }
  | { readonly kind: "list"; readonly items: readonly ExpectedOf<R>[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, ExpectedOf<R>])[] }
  | { readonly kind: "match"; readonly pattern: TextPattern }
  | { readonly kind: "approx"; readonly value: number; readonly within: number }
  | { readonly kind: "unordered"; readonly items: readonly ExpectedOf<R>[] }
  | { readonly kind: "contains"; readonly item: ExpectedOf<R> }
  | { readonly kind: "type"; readonly type: "string" | "number" | "boolean" | "null" | "list" | "map" }
  | { readonly kind: "any" }
  | { readonly kind: "oneOf"; readonly options: readonly ExpectedOf<R>[] }
  | R;

/** `/re/flags` is a regular expression, unanchored, matched in linear time; any other text is exact. */
export type TextPattern =
  | { readonly kind: "exact"; readonly text: string }
  | { readonly kind: "regex"; readonly source: string; readonly flags: string };
