import type { ErrorRecord, Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { waitsIn, waitsOf } from "../story/waits-by.ts";

/**
 * An await that a running call came to again and again, and that had something to wait for only the first time: what it waits for was begun once,
 * and is not done anew.
 */
export function findSettled(story: Story, frame: number): Explanation | null {
  const own = waitsIn(story, frame).filter(({ frames, kind }) => kind === "native" && frames.at(-1)!.frame === frame);
  const waits = groupedBy(own, ({ frames }) => placeKey(frames.at(-1)!.at)).find(
    ([first, ...later]) => later.length > 0 && !isOver(first!) && later.every(isOver),
  );
  if (waits === undefined) return null;
  const { at } = waits[0]!.frames.at(-1)!;
  const line = showLine(at, at);
  return {
    code: "short-rounds",
    message: `${capital(line)} awaited ${waits.length} times, but only the first time was there anything to wait for.`,
    hint: `Which line begins what ${line} waits for, and how often does that line run?`,
    at,
    costMs: 0,
  };
}

/** The error that left a task came to it there, again after the first time. */
export function explainSettled(run: Run, { name, message }: ErrorRecord): Explanation | null {
  const story = tellStory(run);
  const failed = run.tasks.findLast(({ error }) => error?.name === name && error.message === message) ?? run.tasks[0];
  const waits = failed === undefined ? [] : waitsOf(story, failed.id).slice(-mostNested);
  const endedUs = waits.at(-1)?.endedUs;
  // A request to nowhere fails in no time.
  const isAstray = run.requests.some(
    ({ outcome, endMs, task }) =>
      outcome === "unmocked" && task === failed?.id && endMs !== null && Math.round(endMs * 1000) === endedUs,
  );
  if (isAstray) return null;
  for (const { frames, ...wait } of waits.toReversed()) {
    if (wait.endedUs !== endedUs) return null;
    const own = frames.at(-1);
    if (own === undefined || !isOver(wait)) continue;
    const settled = findSettled(story, own.frame);
    if (settled !== null && samePlace(settled.at!, own.at)) return settled;
  }
  return null;
}

/** An error leaves so many calls at once, at most. */
const mostNested = 20;

function isOver({ beganUs, endedUs }: Pick<Wait, "beganUs" | "endedUs">): boolean {
  return beganUs === endedUs;
}
