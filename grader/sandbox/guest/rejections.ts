import { CancelledError } from "../../../src/errors.ts";
import { isInstance } from "../../../src/is-instance.ts";
import { show } from "../../../src/show.ts";
import { cut } from "./cut.ts";
import { errorRecord } from "./error-record.ts";
import { host } from "./host.ts";
import { printNow } from "./printing.ts";
import { record } from "./recorder-rows.ts";

interface Rejection {
  /** The host's number for it, which another promise may have when this one is gone. */
  readonly promise: number;
  readonly reason: unknown;
}

/** So many are looked after at once; a flood of them has been told of long before. */
const MOST_KEPT = 1000;
/** So many are told in a scenario: who has read those needs no more. */
const MOST_TOLD = 5;
/** What we say must not use up what the learner may print. */
const LONGEST_ERROR = 200;

/** Promises that were rejected since the microtasks last ended, and that nobody listens to so far. */
let unheard: Rejection[] = [];
let told = 0;

export function rejected(promise: number, reason: unknown): void {
  if (unheard.length < MOST_KEPT) unheard.push({ promise, reason });
}

/** Somebody listens to a promise that was rejected. */
export function heard(promise: number): void {
  // The latest of that number: an earlier one is gone.
  const at = unheard.findLastIndex((each) => each.promise === promise);
  if (at >= 0) unheard.splice(at, 1);
}

/**
 * All microtasks have run: whom nobody listens to now, nobody will. Node would end the program here. What was cancelled is no news to
 * who asked for it, as with tasks.
 */
export function tellRejections(): void {
  if (unheard.length === 0) return;
  const untold = unheard;
  unheard = [];
  for (const { reason } of untold) if (!isInstance(reason, CancelledError)) tell(reason);
}

function tell(reason: unknown): void {
  if (told >= MOST_TOLD) return;
  const { name, message: text, site } = errorRecord(reason);
  // At the edge of the stack there was no room left to listen, either; whoever called so deep is told of it.
  if (text === "Maximum call stack size exceeded") return;
  told += 1;
  const place = site === null ? "" : host.showSite(site);
  const where = place === "" ? "" : ` (${place})`;
  const words = text === "" ? name : `${name}: ${text}`;
  const error = typeof reason === "object" && reason !== null ? words : show(reason);
  const message = `A promise failed and nothing caught its error${where}: ${cut(error, LONGEST_ERROR).replace(/[.]$/, "")}. Node would end the program here. Await the promise, so that the error can be caught.`;
  printNow("stderr", message);
  record(["W", "unhandled-rejection", message, 0, site]);
}
