import { isCutOff, toldUntil } from "../explain/index.ts";
import { showDuration } from "../values/index.ts";
import type { TimelineInput } from "./timeline-spans.ts";

/** What every picture has to say of a run with too many events to tell all of them; null of any other. */
export function whatIsMissing(run: TimelineInput): string | null {
  if (!isCutOff(run)) return null;
  return `too much happened to draw all of it: waits that began after ${showDuration(toldUntil(run) / 1000)} are left out`;
}
