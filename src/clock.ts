/**
 * The time of one event loop. Two implementations: the virtual clock jumps, the real one waits.
 *
 * Integer microseconds inside (with floating milliseconds, 100 + 200 and 300 would be two instants); the learner sees
 * milliseconds.
 */
export interface Clock {
  /** Microseconds since the outermost `run` began. Never goes back. */
  now(): number;

  /**
   * Called when nothing is ready. `deadline` is the instant of the next timer in µs, or null when there is none.
   * Calls `wake` exactly once, later and never synchronously: when the deadline has come, or when `interrupt` was called.
   * Calls `stuck` instead when neither can ever happen: no deadline and nothing in flight.
   */
  wait(deadline: number | null, wake: () => void, stuck: () => void): void;

  /** Something was made ready from outside the loop while it waited: end the wait. No effect when it does not wait. */
  interrupt(): void;

  /**
   * Work outside the loop (a socket, a host call) that the virtual clock must not jump over. `name` is shown when it
   * takes too long. Returns the function that ends the hold.
   */
  hold(name: string): () => void;

  /**
   * Only of a clock that need not wait: moves to `deadline` at once and gives true, or gives false when something is in
   * flight that must not be jumped over.
   */
  jump?(deadline: number): boolean;

  /**
   * Only of a clock that shares its thread with other work: called at the beginning of each iteration; gives true when that
   * work has to get a turn first, and calls `resume` afterwards, never synchronously.
   */
  breathe?(resume: () => void): boolean;
}
