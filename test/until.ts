import { setImmediate as turn } from "node:timers/promises";

/** Looks again and again until it is so: nobody tells of what becomes of processes that are not ours. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn();
}
