import { errorRecord } from "./error-record.ts";
import { host } from "./host.ts";
import { flush } from "./recorder-rows.ts";

/** Nobody can catch what a timer's callback throws; Node would end the process with it, so the program ends with it here. */
export function endWithUncaught(error: unknown): void {
  flush();
  host.settled(JSON.stringify({ error: errorRecord(error), uncaught: true }));
}
