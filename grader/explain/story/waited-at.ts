import type { Run } from "../../sandbox/index.ts";
import type { Span } from "../../values/index.ts";
import { tellStory } from "./story.ts";

/** Whether anybody waited for time to pass in these lines. */
export function isWaitedAt(run: Run, { file, line, endLine }: Span): boolean {
  return tellStory(run).waits.some(
    ({ beganUs, endedUs, frames }) =>
      beganUs < endedUs && frames.some(({ at }) => at.file === file && line <= at.line && at.line <= endLine),
  );
}
