import type { Observer } from "../src/internal.ts";

/** A recorder as the grader has one: every event is a row in columns of numbers, texts are numbered. */
export class ColumnRecorder implements Observer {
  #columns = new Float64Array(1 << 16);
  #length = 0;
  readonly #texts = new Map<string, number>();

  get rows(): number {
    return this.#length / 4;
  }

  #row(event: number, a: number, b: number, c: number): void {
    if (this.#length + 4 > this.#columns.length) {
      const grown = new Float64Array(this.#columns.length * 2);
      grown.set(this.#columns);
      this.#columns = grown;
    }
    this.#columns[this.#length] = event;
    this.#columns[this.#length + 1] = a;
    this.#columns[this.#length + 2] = b;
    this.#columns[this.#length + 3] = c;
    this.#length += 4;
  }

  #text(text: string): number {
    let number = this.#texts.get(text);
    if (number === undefined) {
      number = this.#texts.size;
      this.#texts.set(text, number);
    }
    return number;
  }

  taskCreated(task: number, creator: number, _name: string, coroutine: string): void {
    this.#row(1, task, creator, this.#text(coroutine));
  }
  taskRenamed(task: number, name: string): void {
    this.#row(2, task, this.#text(name), 0);
  }
  taskStep(task: number): void {
    this.#row(3, task, 0, 0);
  }
  waitBegan(wait: number, task: number, kind: string): void {
    this.#row(4, wait, task, this.#text(kind));
  }
  waitEnded(wait: number, waker: number): void {
    this.#row(5, wait, waker, 0);
  }
  cancelRequested(task: number, by: number): void {
    this.#row(6, task, by, 0);
  }
  taskEnded(task: number, state: string): void {
    this.#row(7, task, this.#text(state), 0);
  }
  timerSet(timer: number, when: number, task: number): void {
    this.#row(8, timer, when, task);
  }
  timerEnded(timer: number, how: string): void {
    this.#row(9, timer, this.#text(how), 0);
  }
  heldChanged(kind: string, _resource: string, task: number, change: number): void {
    this.#row(10, this.#text(kind), task, change);
  }
  warned(): void {
    this.#row(11, 0, 0, 0);
  }
  deadlocked(): void {
    this.#row(12, 0, 0, 0);
  }
  loopStopped(main: number): void {
    this.#row(13, main, 0, 0);
  }
}
