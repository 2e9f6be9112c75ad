import type { Clock } from "../../../src/internal.ts";
import { recordInstant } from "./recorder-rows.ts";
import { host } from "./host.ts";

interface Sleeper {
  readonly deadline: number | null;
  readonly wake: () => void;
  readonly stuck: () => void;
}

/** The loop's view of the host's clock: what it shows is told by the host, and only the host moves it. */
class GuestClock implements Clock {
  #now = 0;
  #sleeper: Sleeper | null = null;
  #interrupted = false;
  #isOver = () => false;

  /** Time moves no more once that is true. */
  stopWhen(isOver: () => boolean): void {
    this.#isOver = isOver;
  }

  now(): number {
    return this.#now;
  }

  jump(deadline: number): boolean {
    if (this.#isOver() || host.jump(deadline) === 0) return false;
    this.#show(deadline);
    return true;
  }

  wait(deadline: number | null, wake: () => void, stuck: () => void): void {
    this.#sleeper = { deadline, wake, stuck };
  }

  interrupt(): void {
    this.#interrupted = true;
  }

  /** The host counts what is in flight itself. */
  hold(): () => void {
    return () => undefined;
  }

  /** After an interrupt: ends the wait. Gives true when there was one to end. */
  endWait(): boolean {
    if (!this.#interrupted) return false;
    return this.#endWith((sleeper) => sleeper.wake());
  }

  get deadline(): number {
    return this.#sleeper?.deadline ?? -1;
  }

  wakeAt(micros: number): void {
    this.#show(micros);
    this.#endWith((sleeper) => sleeper.wake());
  }

  stuck(): boolean {
    return this.#endWith((sleeper) => sleeper.stuck());
  }

  #show(micros: number): void {
    this.#now = micros;
    recordInstant(micros);
  }

  #endWith(how: (sleeper: Sleeper) => void): boolean {
    this.#interrupted = false;
    const sleeper = this.#sleeper;
    if (sleeper === null) return false;
    this.#sleeper = null;
    how(sleeper);
    return true;
  }
}

export const clock: GuestClock = new GuestClock();
