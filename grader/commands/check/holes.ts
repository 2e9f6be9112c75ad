import type { Grade } from "../../score/index.ts";
import type { CodeExercise } from "../../spec/index.ts";
import { placeOfKey, type Problem, problem } from "./problem.ts";

/** What an exercise does not ask for at all. */
export function holes(exercise: CodeExercise, solution: Grade): Problem[] {
  const { scenarios } = exercise;
  // As graded, and not as written: with those of checks.ts.
  const categories = new Set(solution.scenarios.flatMap(({ checks }) => checks.map(({ category }) => category)));
  const first = solution.scenarios[0]!;
  const found: Problem[] = [];
  const hole = (name: string, message: string, hint: string, yaml: string | null, at = scenarios[0]!.at): void => {
    const add = yaml === null ? null : { scenario: first.name, yaml };
    found.push(problem(message, { name, at, hint, add }));
  };
  if (!categories.has("concurrency") && solution.scenarios.some(({ elapsedMs }) => (elapsedMs ?? 0) > 0)) {
    hole(
      "no-elapsed",
      "No scenario asks how long it takes, nor what goes on at once: a submission that does one thing after the other gets full marks.",
      "Ask for the time.",
      `elapsed: ${first.elapsedMs}ms`,
    );
  }
  if (!scenarios.some(({ hidden }) => hidden)) {
    hole(
      "no-hidden",
      "No scenario is hidden: a submission that has the answers written down gets full marks.",
      `Write one with other arguments in solutions/${exercise.id}.hidden.yaml, or give one of these \`hidden: true\`.`,
      null,
      placeOfKey(exercise, "scenarios"),
    );
  }
  if (scenarios.every(({ hidden }) => hidden)) {
    hole(
      "all-hidden",
      "Every scenario is hidden: a learner sees of none what was given, what came and what was expected.",
      "Leave one that everybody may see, with other arguments than the hidden ones.",
      null,
      placeOfKey(exercise, "scenarios"),
    );
  }
  if (!categories.has("states")) {
    hole(
      "no-states",
      "No scenario asks for the states of tasks, nor for what is left over: a submission may leave all it likes running.",
      "Ask at least that nothing is left.",
      "leftovers: none",
    );
  }
  if (!categories.has("returns")) {
    hole(
      "no-returns",
      "No scenario asks what the entry returns, throws, prints or requests: a submission that does nothing in the right time gets full marks.",
      "Ask for the result.",
      null,
    );
  }
  return found;
}
