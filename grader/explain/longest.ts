import type { Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";
import { criticalPath } from "./critical-path.ts";
import { showDuration } from "./duration.ts";
import type { Explanation } from "./explanation.ts";
import { samePlace } from "./place.ts";
import { tellStory, type Story } from "./story.ts";

/** The line on the critical path that most of the time went by in. */
export function findLongest(run: Run): Explanation | null {
  const sums = new Map<string, { at: Position; us: number; what: string }>();
  const story = tellStory(run);
  for (const { wait, fromUs, toUs } of criticalPath(story).stretches) {
    const at = wait.frames.at(-1)?.at;
    if (at === undefined) continue;
    const key = `${at.file}:${at.line}:${at.column}`;
    const sum = sums.get(key) ?? { at, us: 0, what: wait.kind };
    sum.us += toUs - fromUs;
    sums.set(key, sum);
  }
  const longest = [...sums.values()].reduce<{ at: Position; us: number; what: string } | null>(
    (best, each) => (best === null || each.us > best.us ? each : best),
    null,
  );
  if (longest === null) return null;
  const what = longest.what === "sleep" ? "sleeping" : "waiting";
  const waiting = entryWait(story, longest.at);
  if (waiting !== null) {
    return {
      code: "long-wait",
      message: `${showDuration(longest.us / 1000)} of it went by ${what} in line ${longest.at.line}, and line ${waiting.line} waited for that.`,
      hint: `Does line ${waiting.line} have to wait until then, and for all that it waits for?`,
      at: waiting,
      costMs: longest.us / 1000,
    };
  }
  return {
    code: "long-wait",
    message: `${showDuration(longest.us / 1000)} of it went by ${what} in line ${longest.at.line}.`,
    hint: "What has to come before this wait may end, and does it come any sooner than the wait ends?",
    at: longest.at,
    costMs: longest.us / 1000,
  };
}

/** Where the entry waited longest for other tasks; null when the place is one of its own waits. */
function entryWait(story: Story, place: Position): Position | null {
  const waits = story.tasks.get(story.main)?.waits ?? [];
  if (waits.some((wait) => wait.frames.some(({ at }) => samePlace(at, place)))) return null;
  const [longest] = waits.toSorted((a, b) => b.endedUs - b.beganUs - (a.endedUs - a.beganUs));
  return longest?.frames.at(-1)?.at ?? null;
}
