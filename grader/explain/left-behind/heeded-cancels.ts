import type { Run } from "../../sandbox/index.ts";
import { cancelsOf } from "../story/cancels.ts";

/** Whether whoever was told to stop in this run has stopped: each of these tasks was cancelled in the end. A time limit tells its own task so, too. */
export function areCancelsHeeded({ tasks, trace }: Run): boolean {
  return tasks.every(({ id, state }) => state === "cancelled" || cancelsOf(trace, id).length === 0);
}
