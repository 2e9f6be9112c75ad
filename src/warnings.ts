import { ANONYMOUS, coroutineName, coroutineSite, unawaited } from "./coroutine.ts";
import { failures } from "./future.ts";
import { loop } from "./loop.ts";
import type { Site } from "./observer.ts";
import { platform } from "./platform.ts";
import { showError } from "./show.ts";

/**
 * "Never awaited" and "never retrieved": one sentence each to stderr. CPython says them when the garbage collector finds
 * the object; here it is at the end of the run, always at the same instant.
 */
export function reportWarnings(): void {
  for (const coroutine of unawaited.take()) {
    const name = coroutineName(coroutine);
    const site = coroutineSite(coroutine);
    const call = name === ANONYMOUS ? "the coroutine" : `${name}(…)`;
    const message = `A coroutine was never awaited, so it never ran: ${call}${at(site)}. Write await before it, or createTask(…) around it to run it alongside the rest.`;
    platform().warn(message);
    loop.observer?.warned("never-awaited", message, 0, site);
  }
  for (const future of failures.take()) {
    const message = `The error of ${future.resource}${at(future.site)} was never handled: ${showError(future.value).replace(/[.]$/, "")}. Await it, so that the error can be caught.`;
    platform().warn(message);
    loop.observer?.warned("never-retrieved", message, future.taskId, future.site);
  }
}

function at(site: Site | null): string {
  return site === null ? "" : ` (${platform().showSite(site)})`;
}
