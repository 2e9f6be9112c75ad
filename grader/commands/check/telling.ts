import type { Grade, ScenarioGrade } from "../../score/index.ts";
import type { Category } from "../../spec/index.ts";
import { snapshotToJson } from "../../values/index.ts";

/** A line of YAML under the `expect` of a scenario, that the solution fulfills and a wrong variant does not. */
export interface Telling {
  readonly scenario: string;
  readonly category: Category;
  readonly yaml: string;
}

/**
 * The check that would have told a variant from the solution, in one of these categories; null: nothing there does.
 * @param categories null: any
 */
export function tellingCheck(solution: Grade, variant: Grade, categories: readonly Category[] | null): Telling | null {
  const all = solution.scenarios.flatMap((scenario, i) => {
    const other = variant.scenarios[i];
    return other === undefined
      ? []
      : differences(scenario, other).map((each) => ({ scenario: scenario.name, ...each }));
  });
  return all.find(({ category }) => categories === null || categories.includes(category)) ?? null;
}

function differences(right: ScenarioGrade, wrong: ScenarioGrade): Omit<Telling, "scenario">[] {
  const found: Omit<Telling, "scenario">[] = [];
  const add = (category: Category, yaml: string): void => void found.push({ category, yaml });
  const [ideal, took] = [right.elapsedMs, wrong.elapsedMs];
  if (ideal !== null && took !== null && took > ideal) {
    add("concurrency", `elapsed: { ideal: ${ideal}ms, sequential: ${took}ms }`);
  }
  if (ideal !== null && took !== null && took < ideal)
    add("concurrency", `elapsed: { atLeast: ${ideal}ms, atMost: ${ideal}ms }`);
  const [most, mostWrong] = [peakOf(right), peakOf(wrong)];
  if (most > mostWrong) add("concurrency", `peak: { requests: { atLeast: ${most} } }`);
  if (most < mostWrong) add("concurrency", `peak: { requests: ${most} }`);
  const [value, wrongValue] = [
    JSON.stringify(snapshotToJson(right.value)),
    JSON.stringify(snapshotToJson(wrong.value)),
  ];
  if (right.error === null && value !== wrongValue) add("returns", `returns: ${value}`);
  if (right.error !== null && right.error.name !== wrong.error?.name)
    add("returns", `throws: { name: ${right.error.name} }`);
  if (linesOf(right, "stdout") !== linesOf(wrong, "stdout")) add("returns", `stdout: ${linesOf(right, "stdout")}`);
  if (requestsOf(right) !== requestsOf(wrong)) add("returns", `requests: ${requestsOf(right)}`);
  if (wrong.tasks.slice(1).some(({ state }) => state === "pending")) add("states", "leftovers: none");
  for (const task of right.tasks.slice(1)) {
    const same = wrong.tasks.find(({ name }) => name === task.name);
    if (same?.state !== task.state) add("states", `tasks: { ${JSON.stringify(plainName(task))}: ${task.state} }`);
  }
  return found;
}

/** Names that a learner need not give are not asked for. */
function plainName({ name, coroutine }: ScenarioGrade["tasks"][number]): string {
  return /^Task-\d+$/.test(name) ? (coroutine === "<anonymous>" ? "*" : coroutine) : name;
}

/** As YAML, which JSON is. */
export function linesOf({ output }: ScenarioGrade, stream: "stdout" | "stderr"): string {
  return JSON.stringify(output.filter((each) => each.stream === stream).flatMap(({ text }) => text.split("\n")));
}

export function requestsOf(scenario: ScenarioGrade): string {
  return JSON.stringify(scenario.requests.map(({ method, url }) => `${method} ${url}`));
}

/** How many requests were in flight at once, at most. */
export function peakOf({ requests: all }: ScenarioGrade): number {
  return Math.max(
    0,
    ...all.map(
      ({ startMs }) => all.filter((each) => each.startMs <= startMs && (each.endMs ?? Infinity) > startMs).length,
    ),
  );
}
