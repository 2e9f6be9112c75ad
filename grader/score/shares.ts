import type { Fraction } from "fraction.js";
import type { Category, CodeExercise } from "../spec/index.ts";
import { fromDecimal, sum, toFraction, zero } from "./fractions.ts";

export const categoryOrder: readonly Category[] = ["concurrency", "returns", "states"];

/** What each check is worth, by scenario and then by check: its category's points divided by weight. */
export function shareOut(exercise: CodeExercise): readonly (readonly Fraction[])[] {
  const weights = new Map<Category, Fraction>();
  for (const check of exercise.scenarios.flatMap((scenario) => scenario.checks)) {
    weights.set(check.category, (weights.get(check.category) ?? zero).add(fromDecimal(check.weight)));
  }
  return exercise.scenarios.map((scenario) =>
    scenario.checks.map((check) => {
      const all = weights.get(check.category)!;
      return all.equals(0) ? zero : pointsOf(exercise, check.category).mul(fromDecimal(check.weight)).div(all);
    }),
  );
}

export function pointsOf(exercise: CodeExercise, category: Category): Fraction {
  const points = exercise.points[category];
  return points === undefined ? zero : toFraction(points);
}

export function maxScoreOf(exercise: CodeExercise): Fraction {
  return sum(categoryOrder.map((category) => pointsOf(exercise, category)));
}
