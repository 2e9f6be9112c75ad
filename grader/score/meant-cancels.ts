import type { Run } from "../sandbox/index.ts";
import type { Scenario } from "../spec/index.ts";
import { checkTasks } from "./check-tasks.ts";
import { passed } from "./outcome.ts";
import { matchTasks } from "./task-match.ts";

/** Tasks that the exercise wants to see cancelled in the end, and that were, at the right time. */
export function meantCancels({ checks }: Scenario, run: Run): ReadonlySet<number> {
  const met = checks.flatMap((check) =>
    check.kind === "tasks" &&
    check.instantMs === null &&
    check.state === "cancelled" &&
    checkTasks(check, run) === passed
      ? [check.pattern]
      : [],
  );
  return new Set(met.flatMap((pattern) => matchTasks(run, pattern)).map(({ id }) => id));
}
