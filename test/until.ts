import { setTimeout as pause } from "node:timers/promises";

/** Between two looks. No outcome depends on it: without it the looking would take a core from what is waited for. */
const PAUSE_MS = 5;

/** Looks again and again until it is so: nobody tells of what becomes of processes that are not ours. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(PAUSE_MS);
}
