import type { Grade, ScenarioGrade } from "../../score/index.ts";
import type { CodeExercise } from "../../spec/index.ts";
import { type Problem, problem } from "./problem.ts";

/**
 * Results in an order are asked for, and all replies that are awaited together come at one instant, in every scenario: who takes them as they
 * come has them in the right order.
 */
export function equalLatencies(exercise: CodeExercise, solution: Grade): Problem[] {
  if (exercise.explore?.latency) return [];
  const together = solution.scenarios.map(pairsInFlight);
  const first = together.findIndex((pairs, i) => pairs.length > 0 && isOrdered(solution.scenarios[i]!));
  if (first < 0 || together.flat().some(({ sameEnd }) => !sameEnd)) return [];
  const scenario = exercise.scenarios[first]!;
  return [
    problem(
      "In every scenario, replies that are awaited at the same time take equally long, so a submission that returns results in the order they arrive gets full credit.",
      {
        name: "equal-latencies",
        at: scenario.at,
        hint: "Give a later request a shorter `latency` under `http:`, or let `explore: { latency: 10ms..400ms }` try other orders.",
      },
    ),
  ];
}

/** Of requests for different things that were in flight at the same time. */
function pairsInFlight({ requests }: ScenarioGrade): { readonly sameEnd: boolean }[] {
  return requests.flatMap((one, i) =>
    requests
      .slice(i + 1)
      .filter((other) => other.url !== one.url && other.startMs < (one.endMs ?? Infinity))
      .map((other) => ({ sameEnd: other.endMs === one.endMs })),
  );
}

/** What it returns has several different parts, or it prints several lines. */
function isOrdered({ checks, value, output }: ScenarioGrade): boolean {
  const asks = (title: string) => checks.some((check) => check.title === title);
  const isList = typeof value === "object" && value !== null && value.t === "list";
  if (asks("returns") && isList) return new Set(value.v.map((item) => JSON.stringify(item))).size > 1;
  return asks("stdout") && new Set(output.map(({ text }) => text)).size > 1;
}
