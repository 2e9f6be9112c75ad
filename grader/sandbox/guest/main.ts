/** The guest's glue, evaluated before anything of the learner's: builds the world, closes it, and gives the host its door. */
import "./platform.ts";
import * as chronograde from "../../../src/api.ts";
import { sealHeld } from "../../../src/seal.ts";
import { leaveFrames } from "./carrier.ts";
import { clock } from "./clock.ts";
import { isOver, start } from "./entry.ts";
import { everythingNoted } from "./forbidden/noting.ts";
import { moduleFor, ownGlobal, watchForbidden } from "./forbidden/watch.ts";
import { adoptInternalError, hideFunctionTexts, lockLanguage, removeCodeFromText, trimGlobals } from "./globals.ts";
import { harden, hardenHeld, hiddenIntrinsics, holdHardening } from "./harden.ts";
import { register } from "./host.ts";
import type { HttpAnswer } from "./host-functions.ts";
import { orderReadyTasks, runNext } from "./platform.ts";
import { carryTaskThroughPromises } from "./promises.ts";
import { readLeftovers } from "./recorder.ts";
import { flush } from "./recorder-rows.ts";
import { heard, rejected, tellRejections } from "./rejections.ts";
import { installWebGlobals, loadFetching, type NodeModuleName } from "./web/index.ts";
import { deliver, exchange, webHost } from "./web-host.ts";

adoptInternalError();
trimGlobals();
removeCodeFromText();
hideFunctionTexts();
carryTaskThroughPromises();
installWebGlobals(globalThis, webHost);
holdHardening();
watchForbidden();
lockLanguage();
sealHeld();
hardenHeld();
closeWorld();
clock.stopWhen(isOver);

/** From here on nothing that is shared can be changed. The console's methods may be replaced, as people do to listen in. */
function closeWorld(): void {
  const { console } = globalThis;
  for (const name of Reflect.ownKeys(globalThis)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(globalThis, name)!;
    // A global that is made at its first use is hardened then.
    if ("value" in descriptor && descriptor.value !== console) hardenValue(descriptor.value);
  }
  for (const intrinsic of hiddenIntrinsics) harden(intrinsic);
  for (const value of Object.values(chronograde)) hardenValue(value);
  for (const value of everythingNoted()) harden(value);
}

function hardenValue(value: unknown): void {
  if ((typeof value === "object" && value !== null) || typeof value === "function") harden(value);
}

register({
  warm: loadFetching,
  start(args, isOrdered) {
    if (isOrdered === 1) orderReadyTasks();
    start(args);
  },
  tick() {
    leaveFrames();
    tellRejections();
    if (runNext() || clock.endWait()) return 1;
    return isOver() ? 2 : 0;
  },
  deadline: () => clock.deadline,
  wake(micros) {
    leaveFrames();
    clock.wakeAt(micros);
  },
  stuck() {
    leaveFrames();
    return clock.stuck() ? 1 : 0;
  },
  deliver(id, dueMicros, answer, body) {
    leaveFrames();
    deliver(id, dueMicros, JSON.parse(answer) as HttpAnswer, body === undefined ? null : new Uint8Array(body));
  },
  exchange,
  finish() {
    readLeftovers();
    flush();
  },
  flush,
  namesOf: (module) => JSON.stringify(Object.keys(moduleFor(module as NodeModuleName | "chronograde"))),
  rejected,
  heard,
});

export { moduleFor, ownGlobal };
