import { createHash } from "node:crypto";
import type { Run } from "../sandbox/index.ts";
import { tellCanonicalText } from "./canonical-text.ts";
import type { Exploration } from "./under-schedules.ts";

/** One hash for all that happened, of JSON whose keys are sorted. Nothing in a Run comes from the wall clock; nothing is left out. */
export function traceHash(runs: readonly Run[], explorations: readonly (Exploration | null)[] = []): string | null {
  if (runs.length === 0) return null;
  const hash = createHash("sha256");
  const told = explorations.flatMap((exploration) => (exploration === null ? [] : [ofExploration(exploration)]));
  tellCanonicalText([runs, ...told], (piece) => hash.update(piece));
  return `sha256:${hash.digest("hex")}`;
}

function ofExploration({ schedules, worse, stopped, first }: Exploration): unknown {
  const least = worse.map(
    (each) => each && { schedule: each.schedule, earned: each.outcome.earned.toFraction(), why: each.outcome.finding },
  );
  return { schedules, least, stopped, first };
}
