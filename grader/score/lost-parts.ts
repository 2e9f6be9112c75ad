import type { Expected, Snapshot } from "../values/index.ts";

/**
 * Whether a result that got lost holds a text or a number that is missed: it stands in what is expected, and nowhere in what came. The whole result need not
 * be expected as it is; what is made of it is.
 */
export function holdsMissed(missed: readonly Expected[], came: Snapshot): (result: Snapshot) => boolean {
  const there = new Set(leavesOf(came));
  const sought = new Set(missed.flatMap(wantedLeaves).filter((leaf) => !there.has(leaf)));
  return (result) => leavesOf(result).some((leaf) => sought.has(leaf));
}

/** The same where it is missed in the address of a request, and not in that of the one that was sent instead. */
export function holdsPartOf(address: string, other: string): (result: Snapshot) => boolean {
  const there = new Set(wordsOf(other));
  const sought = new Set(wordsOf(address).filter((word) => !there.has(word)));
  return (result) => leavesOf(result).some((leaf) => sought.has(String(leaf)));
}

type Leaf = string | number;

/** These stand in many a result by chance. */
const common = new Set<Leaf>(["", 0, 1]);

function leavesOf(value: Snapshot): Leaf[] {
  if (typeof value === "string" || typeof value === "number") return common.has(value) ? [] : [value];
  if (value === null || typeof value !== "object") return [];
  if (value.t === "list") return value.v.flatMap(leavesOf);
  return value.t === "map" ? value.v.flatMap(([, each]) => leavesOf(each)) : [];
}

function wantedLeaves(expected: Expected): Leaf[] {
  switch (expected.kind) {
    case "string":
    case "number":
      return common.has(expected.value) ? [] : [expected.value];
    case "list":
    case "unordered":
      return expected.items.flatMap(wantedLeaves);
    case "map":
      return expected.entries.flatMap(([, each]) => wantedLeaves(each));
    case "contains":
      return wantedLeaves(expected.item);
    default:
      return [];
  }
}

function wordsOf(address: string): string[] {
  return address.split(/[^\p{L}\p{N}.-]+/u).filter((word) => !common.has(word));
}
