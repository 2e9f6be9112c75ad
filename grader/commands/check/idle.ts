import { canDiffer } from "../../schedule/index.ts";
import type { Grade } from "../../score/index.ts";
import type { Category, CodeExercise, WrittenScenario } from "../../spec/index.ts";
import { replyNames } from "../explore-scenario.ts";
import { equalLatencies } from "./equal-latencies.ts";
import { placeOfKey, type Problem, problem } from "./problem.ts";

/** What an exercise has and what decides nothing: it looks as if something were asked. */
export function idleParts(exercise: CodeExercise, solution: Grade): Problem[] {
  return [
    ...idlePass(exercise),
    ...worthlessCategories(exercise),
    ...sameAgain(exercise.scenarios),
    ...idleExplore(exercise, solution),
    ...equalLatencies(exercise, solution),
  ];
}

function idlePass(exercise: CodeExercise): Problem[] {
  if (exercise.pass > 0) return [];
  const hint = "Say how much is needed, at the top level of the file: `pass: 100`.";
  const message = "The pass mark is 0%, so every file that compiles passes.";
  return [problem(message, { name: "pass-zero", at: placeOfKey(exercise, "pass"), hint })];
}

function worthlessCategories(exercise: CodeExercise): Problem[] {
  const { points, scenarios } = exercise;
  const checked = new Set<Category>(scenarios.flatMap(({ checks }) => checks.map(({ category }) => category)));
  const worth = (category: Category): number => points[category]?.n ?? 0;
  const shares = Object.entries(points)
    .filter(([, { n }]) => n > 0)
    .map(([category, { n, d }]) => `${category}: ${n / d}`);
  return [...checked]
    .filter((category) => worth(category) === 0)
    .map((category) =>
      problem(`The checks in ${category} are worth nothing: \`points\` gives them no share.`, {
        name: `worth-nothing ${category}`,
        at: placeOfKey(exercise, `points.${category}`),
        hint: `Give them some, at the top level of the file: \`points: { ${[...shares, `${category}: 20`].join(", ")} }\`. Or remove the checks.`,
      }),
    );
}

/** What a scenario gives to the entry. */
function inputsOf({ args, routes, limits, seed, startMs }: WrittenScenario): string {
  return JSON.stringify([args, routes, limits, seed, startMs]);
}

function sameAgain(scenarios: readonly WrittenScenario[]): Problem[] {
  const first = new Map<string, WrittenScenario>();
  return scenarios.flatMap((scenario) => {
    const { name, at, hidden } = scenario;
    const before = first.get(inputsOf(scenario));
    if (before === undefined) {
      first.set(inputsOf(scenario), scenario);
      return [];
    }
    const hint = "Give it a different input, such as `args: [7, 3]` or other latencies under `http:`, or remove it.";
    if (hidden && !before.hidden) {
      const message = `The hidden scenario "${name}" gives the entry the same input as "${before.name}", which everybody sees, so writing down that one's answer passes both.`;
      return [problem(message, { name: `nothing-hidden ${name}`, at, hint })];
    }
    const message = `The scenario "${name}" gives the entry the same input as "${before.name}", so its checks could go there.`;
    return [problem(message, { name: `same-again ${name}`, at, hint })];
  });
}

/** Under every schedule the scenarios are as they are written. */
function idleExplore(exercise: CodeExercise, solution: Grade): Problem[] {
  const { explore } = exercise;
  const differs = solution.scenarios.some(
    ({ requests }) => explore !== null && canDiffer({ explore, replies: replyNames(requests) }),
  );
  if (explore === null || differs) return [];
  const message =
    "`explore` changes nothing: in no scenario does the solution get a reply that could arrive at another time.";
  const hint =
    "Let ready tasks run in any order, at the top level of the file: `explore: { order: any }`. Or remove it.";
  return [problem(message, { name: "idle-explore", at: placeOfKey(exercise, "explore"), hint })];
}
