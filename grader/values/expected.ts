/** What an instructor wrote in place of a value: plain data in which matchers may stand. JSON-safe. */
export type Expected =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  /** NaN and the infinities by name, since JSON has none. */
  | { readonly kind: "number"; readonly value: number | "NaN" | "Infinity" | "-Infinity" }
  | { readonly kind: "list"; readonly items: readonly Expected[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, Expected])[] }
  | { readonly kind: "match"; readonly pattern: TextPattern }
  | { readonly kind: "approx"; readonly value: number; readonly within: number }
  | { readonly kind: "unordered"; readonly items: readonly Expected[] }
  | { readonly kind: "contains"; readonly item: Expected }
  | { readonly kind: "type"; readonly type: "string" | "number" | "boolean" | "null" | "list" | "map" }
  | { readonly kind: "any" }
  | { readonly kind: "oneOf"; readonly options: readonly Expected[] };

/** `/re/flags` is a regular expression, unanchored, matched in linear time; any other text is exact. */
export type TextPattern =
  | { readonly kind: "exact"; readonly text: string }
  | { readonly kind: "regex"; readonly source: string; readonly flags: string };
