import { RuntimeError } from "./errors.ts";
import { show } from "./show.ts";

/** @throws RuntimeError for what is no number */
export function requireNumber(ms: unknown, call: string): void {
  if (typeof ms !== "number" || Number.isNaN(ms)) {
    throw new RuntimeError(`${call} needs a number of milliseconds, got ${show(ms)}. Half a second is 500.`);
  }
}

/**
 * Milliseconds, as learners write them, in the whole microseconds that the loop counts in.
 *
 * @throws RuntimeError for what is no number
 */
export function microseconds(ms: number, call: string): number {
  requireNumber(ms, call);
  return Math.round(ms * 1000);
}
