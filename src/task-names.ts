/** `Task-1`, `Task-2`, …: one count for the whole process, over all runs, as in CPython. */
class TaskNames {
  #used = 0;

  next(): number {
    this.#used += 1;
    return this.#used;
  }

  /** A run of asyncio uses up names for tasks of its own when it shuts down. */
  skip(count: number): void {
    this.#used += count;
  }

  restart(): void {
    this.#used = 0;
  }
}

export const taskNames: TaskNames = new TaskNames();
