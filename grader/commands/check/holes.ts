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
      "No scenario checks how long the run takes or what runs at the same time, so a submission that does one thing after another gets full credit.",
      "Check the time.",
      `elapsed: ${first.elapsedMs}ms`,
    );
  }
  if (!scenarios.some(({ hidden }) => hidden)) {
    hole(
      "no-hidden",
      "No scenario is hidden, so a submission that only writes down the answers gets full credit.",
      `Write one with other arguments in solutions/${exercise.id}.hidden.yaml, or give one of these \`hidden: true\`.`,
      null,
      placeOfKey(exercise, "scenarios"),
    );
  }
  if (scenarios.every(({ hidden }) => hidden)) {
    hole(
      "all-hidden",
      "Every scenario is hidden, so a learner never sees an input, a result and what was expected.",
      "Leave one visible, with different arguments from the hidden ones.",
      null,
      placeOfKey(exercise, "scenarios"),
    );
  }
  if (!categories.has("states")) {
    hole(
      "no-states",
      "No scenario checks the states of tasks or what is left over, so a submission may leave anything running.",
      "Check at least that nothing is left over.",
      "leftovers: none",
    );
  }
  if (!categories.has("returns")) {
    hole(
      "no-returns",
      "No scenario checks what the entry returns, throws, prints or requests, so a submission that does nothing in the right time gets full credit.",
      "Check the result.",
      null,
    );
  }
  return found;
}
