import type { ScenarioGrade } from "../../score/index.ts";
import type { WrittenCheck } from "../../spec/index.ts";
import { globMatches, isGlob, snapshotToJson } from "../../values/index.ts";
import { linesOf, peakOf, requestsOf } from "./telling.ts";

/** The check as a line of YAML that asks for exactly what the solution does; null where there is nothing more to ask for. */
export function asSolved(check: WrittenCheck, solution: ScenarioGrade): string | null {
  switch (check.kind) {
    case "elapsed":
      // Nothing is faster than at once.
      if (check.atMostMs === 0) return null;
      return check.atLeastMs === null || check.atMostMs !== solution.elapsedMs ? elapsed(solution) : null;
    case "elapsed-scaled":
      return elapsed(solution);
    case "peak": {
      const most = check.of === "requests" ? peakOf(solution) : mostTasks(solution);
      return check.atMost === most ? null : `peak: { ${check.of}: ${most} }`;
    }
    case "returns":
      return hasMatcher(check.value) ? `returns: ${JSON.stringify(snapshotToJson(solution.value))}` : null;
    case "throws": {
      const { error } = solution;
      if (error === null || (check.name !== null && !hasMatcher(check.name))) return null;
      return `throws: { name: ${error.name}, message: ${JSON.stringify(error.message)} }`;
    }
    case "output":
      return hasMatcher(check.lines) ? `${check.stream}: ${linesOf(solution, check.stream)}` : null;
    case "requests":
      return hasMatcher(check.requests) ? `requests: ${requestsOf(solution)}` : null;
    case "tasks": {
      const tasks = solution.tasks.slice(1).filter((task) => isNamed(check.pattern, task));
      const [first] = tasks;
      if (first === undefined || check.instantMs !== null || !(check.count === null || isGlob(check.pattern)))
        return null;
      const name = first.coroutine === "<anonymous>" ? first.name : first.coroutine;
      const lines = stateOf(name, solution) === null ? statesByName(tasks, solution) : [stateOf(name, solution)!];
      return lines === null ? null : `tasks: { ${lines.join(", ")} }`;
    }
    default:
      return null;
  }
}

/** What all tasks of one name or coroutine have in common; null when they end in different states. */
function stateOf(name: string, { tasks }: ScenarioGrade): string | null {
  const alike = tasks.filter((task) => isNamed(name, task));
  const states = new Set(alike.map(({ state }) => state));
  return states.size === 1 ? `${JSON.stringify(name)}: { state: ${[...states][0]!}, count: ${alike.length} }` : null;
}

/** Each under its own name; null when they have none, or tasks of one name end in different states. */
function statesByName(tasks: ScenarioGrade["tasks"], solution: ScenarioGrade): string[] | null {
  const names = [...new Set(tasks.map(({ name }) => name))];
  const lines = names.map((name) => (/^Task-\d+$/.test(name) ? null : stateOf(name, solution)));
  return lines.includes(null) ? null : (lines as string[]);
}

function elapsed({ elapsedMs }: ScenarioGrade): string | null {
  return elapsedMs === null ? null : `elapsed: { atLeast: ${elapsedMs}ms, atMost: ${elapsedMs}ms }`;
}

/** How many there were at once besides the entry's own, at most. */
function mostTasks({ tasks }: ScenarioGrade): number {
  const others = tasks.slice(1);
  const at = (ms: number) => others.filter((each) => each.createdMs <= ms && (each.endedMs ?? Infinity) > ms).length;
  return Math.max(0, ...others.map(({ createdMs }) => at(createdMs)));
}

function isNamed(pattern: string, { name, coroutine }: ScenarioGrade["tasks"][number]): boolean {
  return globMatches(pattern, name) || globMatches(pattern, coroutine);
}

const MATCHERS = ["match", "contains", "type", "any", "oneOf", "approx", "unordered"].map((kind) => `"kind":"${kind}"`);

/** Whether it leaves anything open. */
function hasMatcher(expected: unknown): boolean {
  const text = JSON.stringify(expected);
  return MATCHERS.some((kind) => text.includes(kind)) || text.includes('"oneOf":[');
}
