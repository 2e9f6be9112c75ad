import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "./grouped-by.ts";
import { placeKey } from "./place.ts";
import { tellStory, type Story } from "./story.ts";

type Cut = Pick<Run, "trace">;

/** Too much happened to be told: what is not told may have happened all the same. */
export function isCutOff({ trace }: Cut): boolean {
  return trace.cutFrom !== undefined;
}

/** Until when all is told, in µs. */
export function toldUntil({ trace }: Cut): number {
  const { cutFrom, at } = trace;
  return cutFrom === undefined ? Number.POSITIVE_INFINITY : (at[cutFrom - 1] ?? 0);
}

/** Whether a task had ended before that. */
export function isToldToEnd({ trace }: Cut, { tasks }: Story, task: number): boolean {
  const { cutFrom } = trace;
  return cutFrom === undefined || (tasks.get(task)?.endedRow ?? Number.POSITIVE_INFINITY) < cutFrom;
}

/** What happened so often that the run could not be told to its end: the place in which most of all waits were. Null when there was none. */
export function explainFlood(run: Run): Explanation | null {
  const { waits } = tellStory(run);
  const places = groupedBy(waits, ({ frames }) => (frames.length === 0 ? undefined : placeKey(frames.at(-1)!.at)));
  const [most] = places.toSorted((a, b) => b.length - a.length);
  const at = most?.[0]!.frames.at(-1)!.at;
  if (most === undefined || at === undefined) return null;
  return {
    code: "flood",
    message: `So much happened in this run that all of it is known only until ${showDuration(toldUntil(run) / 1000)}. By then line ${at.line} alone had waited ${most.length} times.`,
    hint: `Does line ${at.line} have to wait so often? And what decides how often it does?`,
    at,
    costMs: 0,
  };
}
