/** How many times as fast as CPython's asyncio, and as fake-timers, each program is to be at N = 1e5 on Node 20. */
export const goals: Readonly<Record<string, { readonly python?: number; readonly fake?: number }>> = {
  "sequential sleep": { python: 12, fake: 4 },
  "concurrent sleep": { python: 4 },
  "sleep(0)": { python: 3 },
  "queue ping-pong": { python: 3 },
  "spawn + await": { python: 7 },
  cancel: { python: 3 },
  "timeout expiry": { python: 3 },
  "Semaphore(10)": { python: 3 },
};

/** Cost of one operation at N = 1e6 over that at 1e4. */
export const MOST_GROWTH = 1.5;
/** What recording may add, of the cost without. */
export const MOST_RECORDING = 0.15;
export const MOST_BYTES_PER_TASK = 1200;
