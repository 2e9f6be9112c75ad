/**
 * A value that came out of a submission, frozen at the moment it was taken, as JSON. Every JavaScript value has exactly one
 * snapshot, and no value can be mistaken for another: strings, booleans, null and ordinary numbers stand for themselves,
 * everything else is an object with a tag.
 */
export type Snapshot =
  | null
  | boolean
  | string
  | number
  | { readonly t: "undefined" }
  | { readonly t: "number"; readonly v: "NaN" | "Infinity" | "-Infinity" }
  | { readonly t: "list"; readonly v: readonly Snapshot[] }
  | { readonly t: "map"; readonly v: readonly (readonly [string, Snapshot])[] }
  /** Not plain data. `v` says what came, with its article: "a Map", "a function", "an instance of Post", "a cyclic object". */
  | { readonly t: "other"; readonly v: string };
