import type { Sought } from "../explain/index.ts";
import type { Expected, Snapshot } from "../values/index.ts";

/** @param path as `Mismatch` has it */
export function wrongPart(expected: Expected, value: Snapshot, path: string): Sought {
  const steps = stepsOf(path);
  const last = steps.at(-1);
  return {
    found: partAt(value, steps),
    wanted: wantedAt(expected, steps),
    key: typeof last === "string" ? last : null,
    as: typeof last === "number" ? "item" : "value",
    untilMs: null,
  };
}

/** `.results[2]` as its steps. */
function stepsOf(path: string): readonly (string | number)[] {
  return Array.from(
    path.matchAll(/\.([\p{L}_$][\p{L}\p{N}_$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gu),
    ([, key, index, text]) => key ?? (index === undefined ? (JSON.parse(text!) as string) : Number(index)),
  );
}

function partAt(value: Snapshot | undefined, path: readonly (string | number)[]): Snapshot {
  let at: Snapshot | undefined = value;
  for (const step of path) {
    if (at === null || at === undefined || typeof at !== "object") return { t: "undefined" };
    if (at.t === "list") at = typeof step === "number" ? at.v[step] : undefined;
    else if (at.t === "map") at = at.v.find(([key]) => key === String(step))?.[1];
    else return { t: "undefined" };
  }
  return at ?? (at === null ? null : { t: "undefined" });
}

/** Null where it is no one value. */
function wantedAt(expected: Expected, path: readonly (string | number)[]): Snapshot | null {
  let at: Expected | undefined = expected;
  for (const step of path) {
    if (at?.kind === "list") at = typeof step === "number" ? at.items[step] : undefined;
    else if (at?.kind === "map") at = at.entries.find(([key]) => key === String(step))?.[1];
    else return null;
  }
  return at?.kind === "number" || at?.kind === "string" || at?.kind === "boolean" ? (at.value as Snapshot) : null;
}
