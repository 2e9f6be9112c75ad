import type { Outcome, TaskRecord } from "../run.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A task as far as it is known; `wait` and `holds` are for telling what is left behind. */
export interface TaskState extends Writable<TaskRecord> {
  /** What it waits for now, by the number of the wait. */
  readonly waits: Map<number, string>;
}

/** The tasks of a run, by id. */
export class Tasks {
  readonly #byId = new Map<number, TaskState>();

  add(task: TaskState): void {
    this.#byId.set(task.id, task);
  }

  get(id: number): TaskState | undefined {
    return this.#byId.get(id);
  }

  has(id: number): boolean {
    return this.#byId.has(id);
  }

  get all(): TaskState[] {
    return [...this.#byId.values()];
  }
}

interface EntryTask {
  readonly id: number;
  readonly name: string;
  /** How the call of the entry ended; null for a script, whose own main gives its value itself. */
  readonly returned: Outcome | null;
}

/** In creation order, with the entry's own task first and under the entry's name. */
export function taskRecords(tasks: Tasks, entry: EntryTask): TaskRecord[] {
  const all = tasks.all.map(({ waits: _waits, ...task }): TaskRecord => task);
  const own = all.find((task) => task.id === entry.id);
  if (own === undefined) return all;
  const { returned } = entry;
  // The task ends with nothing: the value was taken before, when the entry gave it.
  const result = own.state === "done" && returned?.kind === "returned" ? returned.value : own.result;
  return [{ ...own, name: entry.name, result }, ...all.filter((task) => task !== own)];
}
