import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { keptFor } from "./kept-for.ts";

const byId = keptFor(
  (tasks: readonly TaskRecord[]): ReadonlyMap<number, TaskRecord> => new Map(tasks.map((task) => [task.id, task])),
);

export function recordOf({ tasks }: Pick<Run, "tasks">, id: number): TaskRecord | undefined {
  return byId(tasks).get(id);
}
