import { CoroutineObject, madeByRuntime, type Starter } from "./coroutine.ts";
import { settleWith } from "./native.ts";
import type { Site } from "./observer.ts";
import { platform } from "./platform.ts";
import type { TaskCore } from "./task.ts";

/** In whose name one of the runtime's own coroutines runs, and where it is awaited. */
export interface Caller {
  readonly task: TaskCore;
  readonly site: Site | null;
}

/** A coroutine of the runtime's own that is written with callbacks, for the few that must be fast. */
export function primitive<T>(name: string, start: Starter["start"]): CoroutineObject<T> {
  return started<T>(name, { start });
}

/** The same for those that keep what they need in an object of their own. */
export function started<T>(name: string, starter: Starter): CoroutineObject<T> {
  return new CoroutineObject<T>(madeByRuntime, name, platform().callSite(), starter);
}

/** A coroutine of the runtime's own. `body` is told its task, so it asks nobody which one is current. */
export function library<T>(name: string, body: (caller: Caller) => Promise<T>): CoroutineObject<T> {
  return primitive<T>(name, (task, site, resolve, reject) => {
    settleWith(body({ task, site }), resolve, reject);
  });
}
