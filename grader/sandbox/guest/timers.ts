import { plainTimers } from "../../../src/internal.ts";
import { carryOn } from "./promises.ts";
import { host, settings } from "./host.ts";
import { flush } from "./recorder-rows.ts";
import { rawCallSite } from "./sites.ts";
import { endWithUncaught } from "./uncaught.ts";

/** Ids that the learner has, and the loop's timers that stand for them now: an interval is set anew after each turn. */
const active = new Map<number, { timer: number; readonly site: string | null; ref: boolean }>();
let ids = 0;

let settingPlain = false;

/** For the recorder: the timer that is being set belongs to the world, not to a run. */
export function isSettingPlainTimer(): boolean {
  return settingPlain;
}

function setPlain(fn: () => void, ms: number): number {
  settingPlain = true;
  const id = plainTimers.set(fn, ms);
  settingPlain = false;
  return id;
}

/** A timer of the world, in the loop's own heap. Milliseconds are an integer of 1 or more. */
export function setTimer(fn: () => void, ms: number, repeat: boolean): number {
  ids += 1;
  const id = ids;
  const call = carryOn(fn);
  const site = rawCallSite();
  const entry = { timer: 0, site, ref: true };
  const fire = () => {
    if (!repeat) active.delete(id);
    try {
      call();
    } catch (error) {
      endWithUncaught(error);
    }
    // Cleared by its own callback: not set again.
    if (repeat && active.has(id)) entry.timer = setPlain(fire, ms);
  };
  active.set(id, entry);
  entry.timer = setPlain(fire, ms);
  if (active.size > settings.maxTimers) tooManyTimers(site);
  return id;
}

export function clearTimer(id: number): void {
  const entry = active.get(id);
  if (entry === undefined) return;
  active.delete(id);
  plainTimers.clear(entry.timer);
}

/** One that is not `ref` is no leftover: nobody could have cleared it. */
export function refTimer(id: number, ref: boolean): void {
  const entry = active.get(id);
  if (entry !== undefined) entry.ref = ref;
}

/** Runs as a handle of the next turn, before the clock moves. */
export function queueTask(fn: () => void): void {
  const call = carryOn(fn);
  setPlain(() => {
    try {
      call();
    } catch (error) {
      endWithUncaught(error);
    }
  }, 0);
}

/** Where the timers that are still set were set, in the order in which they were. */
export function timersLeft(): readonly (string | null)[] {
  return [...active.values()].filter((entry) => entry.ref).map((entry) => entry.site);
}

export function tooManyTimers(site: string | null): void {
  flush();
  host.stop(
    "timers",
    `More than ${settings.maxTimers} timers are set at once. Is one set in a loop that does not end? Wait for a timer before the next one is set.`,
    site ?? "",
  );
}
