import type { ProgramRunner } from "../../compile/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { samePlace } from "./place.ts";

/** The tasks that run a function, the entry's with them. */
export function tasksRunning({ tasks }: Pick<Run, "tasks">, { inside, madeAt }: ProgramRunner): readonly TaskRecord[] {
  return tasks.filter(
    ({ coroutine, createdAt, name }, index) =>
      (index === 0 ? name === inside : coroutine === inside) ||
      (madeAt !== null && createdAt !== null && samePlace(createdAt, madeAt)),
  );
}
