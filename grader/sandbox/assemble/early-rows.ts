import type { TaskRow } from "./task-rows.ts";

/**
 * What is told before the entry is called. A run that the module made is none of the scenario's when it is over by then. If it goes on, the
 * entry joins it, and its tasks can do the entry's work: those that have not ended count as tasks of the scenario from its beginning.
 */
export class EarlyRows {
  #rows: TaskRow[] = [];

  add(row: TaskRow): void {
    this.#rows.push(row);
  }

  /** Another run begins: the one before is over. */
  clear(): void {
    this.#rows = [];
  }

  /** The entry goes on in that run. */
  take(): TaskRow[] {
    const rows = this.#rows;
    this.#rows = [];
    const ended = new Set(rows.flatMap((row) => (row[0] === "d" ? [row[1]] : [])));
    return rows.filter((row) => !isOf(row, ended));
  }
}

function isOf(row: TaskRow, tasks: ReadonlySet<number>): boolean {
  switch (row[0]) {
    case "c":
    case "n":
    case "s":
    case "x":
    case "d":
      return tasks.has(row[1]);
    default:
      return false;
  }
}
