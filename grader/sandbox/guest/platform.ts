import { installPlatform } from "../../../src/internal.ts";
import { loop } from "../../../src/loop.ts";
import { awaitSite, carrier } from "./carrier.ts";
import { clock } from "./clock.ts";
import { host, settings } from "./host.ts";
import { unwatched } from "./forbidden/noting.ts";
import { newRecorder } from "./recorder.ts";
import { flush } from "./recorder-rows.ts";
import { callSite, showSite } from "./sites.ts";
import { printNow } from "./printing.ts";

let ordered = false;

/** From now on tasks that are ready go in the order that the host wants. */
export function orderReadyTasks(): void {
  ordered = true;
}

function orderReady(tasks: readonly number[]): readonly number[] {
  return JSON.parse(host.order(JSON.stringify(tasks))) as number[];
}

let next: (() => void) | null = null;
/** Turns of the loop outside any `run`, where the loop itself counts nothing, since the clock showed `countedAt`. */
let turns = 0;
let countedAt = 0;

/** What the loop asked for when the microtasks are done. True when there was something. */
export function runNext(): boolean {
  const call = next;
  if (call === null) return false;
  next = null;
  call();
  return true;
}

function countTurn(): void {
  if (clock.now() > countedAt) turns = 0;
  countedAt = clock.now();
  turns += 1;
  if (turns <= settings.maxSteps) return;
  flush();
  host.stop(
    "steps",
    `${settings.maxSteps} steps ran while the clock stood still. Is there a setImmediate that keeps setting itself again? Wait for something that ends.`,
    "",
  );
}

installPlatform({
  createClock: () => clock,
  // The host drains the engine's queue of jobs to its end before it calls again: exact, without counting.
  drain(call) {
    next = call;
    if (!loop.running) countTurn();
  },
  carrier,
  observer: newRecorder,
  callSite,
  awaitSite,
  showSite,
  warn: (line) => printNow("stderr", line),
  onInterrupt: () => () => undefined,
  unwatched,
  get orderReady() {
    return ordered ? orderReady : undefined;
  },
  maxSteps: settings.maxSteps,
});
