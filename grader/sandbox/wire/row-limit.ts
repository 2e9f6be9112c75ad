/**
 * Past this many rows, the guest's recorder tells no more of steps, cancels, locks, and waits and timers that begin: the trace is cut off, always at the
 * same place. What had begun by then is told to its end.
 */
export const MOST_ROWS = 100_000;
