import { sealClass } from "./seal.ts";
import { ConditionCore } from "./condition.ts";
import type { CoroutineObject } from "./coroutine.ts";
import { BrokenBarrierError, RuntimeError } from "./errors.ts";
import { type Caller, library } from "./library.ts";
import { LockCore } from "./lock.ts";
import { Resource } from "./resource.ts";
import { show } from "./show.ts";

/** Tasks wait until `parties` of them have arrived; then all go on, and it can be used again. */
export class Barrier {
  readonly #parties: number;
  readonly #condition = new ConditionCore(new LockCore(), new Resource("barrier", () => this.#missing()));
  #state: "filling" | "draining" | "resetting" | "broken" = "filling";
  /** How many tasks are inside. */
  #count = 0;

  /** @throws RuntimeError when `parties` is no number of 1 or more */
  constructor(parties: number) {
    if (typeof parties !== "number" || !(parties >= 1)) {
      throw new RuntimeError(`A barrier is for at least 1 task, got ${show(parties)}: new Barrier(3).`);
    }
    this.#parties = parties;
  }

  get parties(): number {
    return this.#parties;
  }

  /** How many wait for the others; 0 while they leave. */
  get nWaiting(): number {
    return this.#state === "filling" ? this.#count : 0;
  }

  get broken(): boolean {
    return this.#state === "broken";
  }

  /** Gives 0 to the first that arrived, `parties - 1` to the last. Fails with BrokenBarrierError after reset and abort. */
  wait(): CoroutineObject<number> {
    return library("Barrier.wait", (caller) =>
      this.#locked(caller, async () => {
        await this.#condition.waitFor(caller, () => this.#state !== "draining" && this.#state !== "resetting");
        if (this.#state === "broken") throw new BrokenBarrierError("The barrier was aborted.");
        try {
          const index = this.#count;
          this.#count += 1;
          if (index + 1 === this.#parties) {
            this.#state = "draining";
            this.#condition.notify(Infinity);
          } else {
            await this.#condition.waitFor(caller, () => this.#state !== "filling");
            if (this.#isClosed()) throw new BrokenBarrierError("The barrier was aborted or reset.");
          }
          return index;
        } finally {
          this.#count -= 1;
          this.#leave();
        }
      }),
    );
  }

  /** Empties it: whoever waits fails with BrokenBarrierError. */
  reset(): CoroutineObject<void> {
    return library("Barrier.reset", (caller) =>
      this.#locked(caller, async () => {
        this.#state = this.#count > 0 ? "resetting" : "filling";
        this.#condition.notify(Infinity);
      }),
    );
  }

  /** Ends it: whoever waits, now or later, fails with BrokenBarrierError. */
  abort(): CoroutineObject<void> {
    return library("Barrier.abort", (caller) =>
      this.#locked(caller, async () => {
        this.#state = "broken";
        this.#condition.notify(Infinity);
      }),
    );
  }

  #missing(): string {
    const there = `${this.#count} of ${this.#parties} ${this.#count === 1 ? "is" : "are"} there`;
    return this.#state === "filling" ? `${there}, and nobody else can come` : "nobody else can come";
  }

  #isClosed(): boolean {
    return this.#state === "broken" || this.#state === "resetting";
  }

  /** The last to leave opens it for the next round. */
  #leave(): void {
    if (this.#count > 0) return;
    if (this.#state === "resetting" || this.#state === "draining") this.#state = "filling";
    this.#condition.notify(Infinity);
  }

  async #locked<T>(caller: Caller, body: () => Promise<T>): Promise<T> {
    await this.#condition.lock.acquired(caller);
    try {
      return await body();
    } finally {
      this.#condition.lock.release();
    }
  }
}

sealClass(Barrier);
