import type { Observer } from "../src/internal.ts";

const ROWS = 1 << 16;
const WIDTH = 4;

/** A recorder as cheap as one can be: every event is a row of numbers in blocks that are never copied, texts are numbered. */
export class ColumnRecorder implements Observer {
  readonly #blocks: Float64Array[] = [];
  #block = new Float64Array(0);
  #used = 0;
  #next = 0;
  readonly #texts = new Map<string, number>();
  #lastText = "";
  #lastNumber = -1;

  /** Begins again, over what was written before. */
  restart(): void {
    this.#block = new Float64Array(0);
    this.#used = 0;
    this.#next = 0;
  }

  /** How many were written since it began. */
  get rows(): number {
    return (Math.max(0, this.#next - 1) * ROWS * WIDTH + this.#used) / WIDTH;
  }

  #row(event: number, a: number, b: number, c: number): void {
    if (this.#used === this.#block.length) this.#nextBlock();
    const block = this.#block;
    const at = this.#used;
    block[at] = event;
    block[at + 1] = a;
    block[at + 2] = b;
    block[at + 3] = c;
    this.#used = at + WIDTH;
  }

  #nextBlock(): void {
    if (this.#next === this.#blocks.length) this.#blocks.push(new Float64Array(ROWS * WIDTH));
    this.#block = this.#blocks[this.#next] as Float64Array<ArrayBuffer>;
    this.#next += 1;
    this.#used = 0;
  }

  #text(text: string): number {
    if (text === this.#lastText) return this.#lastNumber;
    let number = this.#texts.get(text);
    if (number === undefined) {
      number = this.#texts.size;
      this.#texts.set(text, number);
    }
    this.#lastText = text;
    this.#lastNumber = number;
    return number;
  }

  taskCreated(task: number, creator: number, _of: object, coroutine: string): void {
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
    this.#row(7, task, state === "done" ? 0 : state === "failed" ? 1 : 2, 0);
  }
  timerSet(timer: number, when: number, task: number): void {
    this.#row(8, timer, when, task);
  }
  timerEnded(timer: number, how: string): void {
    this.#row(9, timer, how === "fired" ? 0 : 1, 0);
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
