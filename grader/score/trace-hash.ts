import { createHash } from "node:crypto";
import type { Run } from "../sandbox/index.ts";
import type { Exploration } from "./under-schedules.ts";

/** One hash for all that happened, of JSON whose keys are sorted. Nothing in a Run comes from the wall clock; nothing is left out. */
export function traceHash(runs: readonly Run[], explorations: readonly (Exploration | null)[] = []): string | null {
  if (runs.length === 0) return null;
  const hash = createHash("sha256").update(canonicalJson(runs));
  for (const exploration of explorations) if (exploration !== null) hash.update(canonicalJson(told(exploration)));
  return `sha256:${hash.digest("hex")}`;
}

function told({ schedules, worse, stopped, first }: Exploration): unknown {
  const least = worse.map(
    (each) => each && { schedule: each.schedule, earned: each.outcome.earned.toFraction(), why: each.outcome.finding },
  );
  return { schedules, least, stopped, first };
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
