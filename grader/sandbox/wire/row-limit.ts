/** Past this many rows, the guest's recorder tells no more of steps, waits and timers: the trace is cut off, always at the same place. */
export const MOST_ROWS = 100_000;
