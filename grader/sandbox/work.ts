import type { Run } from "./run.ts";

/** Beside the runs and not in them: a Run is what happened, and all of that is hashed. */
const known = new WeakMap<Run, number>();

export function noteWork(run: Run, workMs: number): void {
  known.set(run, workMs);
}

/**
 * How much was computed in a run, in ms of `limits.cpu`: a count, so the same on every machine. For what makes many small pieces it is a fraction of what
 * `limits.cpu` lets it do, and one such ms may take several of real time. 0 where nothing told it.
 */
export function workOf(run: Run): number {
  return known.get(run) ?? 0;
}
