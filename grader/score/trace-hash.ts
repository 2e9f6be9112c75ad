import { createHash } from "node:crypto";
import type { Run } from "../sandbox/index.ts";

/** One hash for all that happened, of JSON whose keys are sorted. Nothing in a Run comes from the wall clock; nothing is left out. */
export function traceHash(runs: readonly Run[]): string | null {
  if (runs.length === 0) return null;
  return `sha256:${createHash("sha256").update(canonicalJson(runs)).digest("hex")}`;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
