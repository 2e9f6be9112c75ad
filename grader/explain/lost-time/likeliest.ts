import type { Candidate } from "./candidate.ts";
import type { Explanation } from "../explanation.ts";

/** A cause that costs more than so many times what was lost is one that the work itself needs. */
export const tooMuch = 3;

/** Rounds of sleep that cost just what was lost do so by chance when tasks were made only after all of them, which costs somewhat more. */
export function likelierThanRounds(
  exact: readonly Candidate[],
  causes: readonly Candidate[],
  lostUs: number,
): readonly Candidate[] {
  if (!exact.every(({ code }) => code === "sleep-in-loop")) return exact;
  const late = causes.filter(
    (cause) => cause.code === "created-late" && micros(cause) > lostUs && micros(cause) <= tooMuch * lostUs,
  );
  return exact.length > 0 && late.length > 0 ? [late.at(-1)!] : exact;
}

/** The code itself says that these could have come sooner, or that they are the work that the exercise asks for. */
const likely = {
  "stage-by-stage": 0,
  "held-too-long": 0,
  "place-lost": 0,
  "joined-between": 0,
  "done-again": 0,
  "created-late": 0,
  "begun-anew": 0,
  "late-signal": 0,
  "woke-one": 0,
  "asked-more": 0,
  "order-of-work": 0,
  "before-pause": 2,
  pause: 2,
  "sleep-in-loop": 3,
  "sleep-after-sleep": 3,
  "tried-again": 4,
} as Readonly<Partial<Record<Explanation["code"], number>>>;

const leastLikely = 5;

/** The likelier the lower. */
export function rankOf({ code, isNeeded }: Candidate): number {
  return isNeeded ? leastLikely : (likely[code] ?? 1);
}

/** Of the likeliest kind. */
export function likeliestOf(causes: readonly Candidate[]): readonly Candidate[] {
  const best = Math.min(...causes.map(rankOf));
  return causes.filter((cause) => rankOf(cause) === best);
}

/** Of the likeliest kind, the first of those that cost least. */
export function cheapestOf(sufficient: readonly Candidate[], lostMs: number): Candidate | undefined {
  const fitting = sufficient.filter(({ costMs }) => costMs <= tooMuch * lostMs);
  if (fitting.length === 0) return sufficient.find(({ costMs }) => costMs === sufficient.at(-1)!.costMs);
  const chosen = likeliestOf(fitting);
  return chosen.find(({ costMs }) => costMs === chosen.at(-1)!.costMs);
}

/** Rounds are something of their own; awaits in a row share their waits with the next row. */
const inRows = new Set<Explanation["code"]>(["sequential-awaits", "created-late"]);

/** More causes than this are not taken together. */
const mostPaired = 100;

/** Two causes in different places that cost together just what was lost, the dearer one first. */
export function pairOf(causes: readonly Candidate[], lostUs: number): [Candidate, Candidate] | null {
  const tried = causes.slice(0, mostPaired);
  for (const [index, first] of tried.entries()) {
    const second = tried
      .slice(index + 1)
      .find(
        (other) =>
          micros(first) + micros(other) === lostUs &&
          first.at?.line !== other.at?.line &&
          !(inRows.has(first.code) && inRows.has(other.code)),
      );
    if (second !== undefined) return [first, second];
  }
  return null;
}

/** What it cost, in whole µs. */
export function micros({ costMs }: Explanation): number {
  return Math.round(costMs * 1000);
}
