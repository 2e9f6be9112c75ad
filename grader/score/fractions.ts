import { Fraction } from "fraction.js";
import { exact, type Exact } from "../values/index.ts";
import type { Points } from "./grade.ts";

export const zero = new Fraction(0);
export const one = new Fraction(1);

export function toFraction(points: Exact): Fraction {
  return new Fraction(points.n, points.d);
}

/** A decimal as a person wrote it: 0.1 is one tenth. */
export function fromDecimal(value: number): Fraction {
  return toFraction(exact(value));
}

/**
 * For the Grade. Whatever decides (`pass`, `percent`, `status`) is computed before, on the fraction itself: a sum whose
 * denominator has outgrown JSON's integers is cut off after the ninth decimal here.
 */
export function toPoints(fraction: Fraction): Points {
  const n = Number(fraction.s * fraction.n);
  const d = Number(fraction.d);
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d)) return { n, d };
  const cut = fraction.floor(9);
  return { n: Number(cut.s * cut.n), d: Number(cut.d) };
}

export function sum(parts: readonly Fraction[]): Fraction {
  return parts.reduce((total, part) => total.add(part), zero);
}

export function sumPoints(parts: readonly Points[]): Points {
  return toPoints(sum(parts.map(toFraction)));
}

/** Whole percent, rounded down; of nothing, everything. */
export function percentOf(score: Fraction, maxScore: Fraction): number {
  return maxScore.equals(0) ? 100 : score.div(maxScore).mul(100).floor().valueOf();
}

/** Compares exactly; `pass` is a percent. */
export function reaches(score: Fraction, maxScore: Fraction, pass: number): boolean {
  return score.mul(100).gte(maxScore.mul(fromDecimal(pass)));
}
