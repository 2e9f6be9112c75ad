import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { waitsOf } from "../story/waits-by.ts";
import { limitIndex } from "../wrong-values/time-up.ts";
import type { Model } from "./model.ts";

/** How many waits ended since a time was up. */
export function limitsUp({ waits }: Story): number {
  return waits.filter(({ cut }) => cut).length;
}

/** Whether any did. */
export function areLimitsUp(run: Run): boolean {
  return tellStory(run).waits.some(({ cut }) => cut);
}

/**
 * A time limit that was up more often than in the solution's run: what has a value in place of the one that came too late is wrong since then. Where some of that
 * time went by in a queue for a lock or a place, that is told, too.
 */
export function explainLimitWasUp(run: Run, model: Model): Explanation | null {
  const story = tellStory(run);
  if (isCutOff(run) || limitsUp(story) <= model.limitsUp) return null;
  const all = story.waits.filter(({ cut }) => cut).map((cut) => ({ cut, queued: queuedIn(story, cut) }));
  const [first] = all.toSorted((a, b) => Number(b.queued !== null) - Number(a.queued !== null));
  const at = first?.cut.frames[limitIndex(story, first.cut)]?.at;
  if (first === undefined || at === undefined) return null;
  const { cut, queued } = first;
  const line = showLine(at, at);
  const told = `The time that ${line} gave was up at ${showDuration(cut.endedUs / 1000)}`;
  return {
    code: "time-limit",
    message:
      queued === null
        ? `${told}.`
        : `${told}; ${showDuration(queued.us / 1000)} of it had gone by in the queue on ${showLine(queued.at, at)}.`,
    hint:
      queued === null
        ? `What is the time on ${line} meant for, and does anything else count toward it?`
        : `What is the time on ${line} meant for: the wait for a place as well, or only what comes after it?`,
    at,
    costMs: 0,
  };
}

const queues = new Set(["lock", "semaphore", "condition"]);

/** What was waited for in the limit before it was up, while others held it: inside of what it was given, since the limit itself may stand in such a queue. */
function queuedIn(story: Story, cut: Wait): { readonly us: number; readonly at: Wait["frames"][number]["at"] } | null {
  const index = limitIndex(story, cut);
  const frame = cut.frames[index]?.frame;
  const own = waitsOf(story, cut.task).filter(
    ({ kind, endedUs, frames }) =>
      queues.has(kind) && endedUs <= cut.endedUs && frames.length > index + 1 && frames[index]!.frame === frame,
  );
  const us = own.reduce((sum, { beganUs, endedUs }) => sum + endedUs - beganUs, 0);
  const at = own[0]?.frames.at(-1)?.at;
  return us === 0 || at === undefined ? null : { us, at };
}
