import type { ts as compiler } from "ts-morph";

/** The TypeScript compiler inside ts-morph, as a value: loading it costs half a second, so it is handed around. */
export type TypeScript = typeof compiler;

/** Its types, under the name under which everybody writes them. */
export type { ts } from "ts-morph";

let loaded: Promise<typeof import("ts-morph")> | null = null;

/** Loads ts-morph, once per process. */
export function loadTsMorph(): Promise<typeof import("ts-morph")> {
  loaded ??= import("ts-morph");
  return loaded;
}
