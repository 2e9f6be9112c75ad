import { type Platform, installPlatform } from "../platform.ts";
import { carrier } from "./carrier.ts";
import { drain } from "./drain.ts";
import { onInterrupt } from "./interrupt.ts";
import { RealClock } from "./real-clock.ts";
import { callSite, showSite } from "./sites.ts";
import { forgiveStrayCancels } from "./stray-cancels.ts";

/** Node with real time: what a learner's file gets under tsx. */
export const nodePlatform: Platform = {
  createClock: () => new RealClock(),
  drain,
  start: (next) => {
    setImmediate(next);
  },
  carrier,
  observer: () => null,
  callSite,
  awaitSite: () => null,
  showSite,
  warn: (line) => {
    process.stderr.write(`${line}\n`);
  },
  onInterrupt,
  duringRun: forgiveStrayCancels,
  maxSteps: Infinity,
};

installPlatform(nodePlatform);
