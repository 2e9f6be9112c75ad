import type { Run } from "../sandbox/index.ts";
import { showDuration, type Position } from "../values/index.ts";
import { criticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { samePlace, showLine } from "./place.ts";
import { tellStory, type Story } from "./story.ts";

interface Longest {
  readonly at: Position;
  /** Where the task's own body waited meanwhile: the same place, or the call that led there. */
  readonly caller: Position;
  readonly us: number;
  readonly kind: string;
  /** One wait of it was longer than the whole run may be. */
  readonly alone: boolean;
  /** It ended because it was called off. */
  readonly cut: boolean;
}

/**
 * The line on the critical path that most of the time went by in.
 * @param lostMs what the run took too long
 */
export function findLongest(run: Run, lostMs: number): Explanation | null {
  const sums = new Map<string, Longest>();
  const story = tellStory(run);
  const allowedUs = story.endUs - Math.round(lostMs * 1000);
  for (const { wait, fromUs, toUs } of criticalPath(story).stretches) {
    const at = wait.frames.at(-1)?.at;
    if (at === undefined) continue;
    const key = `${at.file}:${at.line}:${at.column}`;
    const sum = sums.get(key);
    const us = toUs - fromUs;
    sums.set(key, {
      at,
      caller: wait.frames[0]!.at,
      us: (sum?.us ?? 0) + us,
      kind: wait.kind,
      alone: sum?.alone === true || us > allowedUs,
      cut: isCalledOff(run, wait.task, toUs),
    });
  }
  const [longest] = [...sums.values()].toSorted((a, b) => b.us - a.us);
  if (longest === undefined) return null;
  const { at, caller, us, kind, alone, cut } = longest;
  const waiting = entryWait(story, at);
  const place = waiting ?? at;
  const what = kind === "sleep" ? "sleeping" : "waiting";
  const message =
    `${showDuration(us / 1000)} of it went by ${what} on line ${at.line}` +
    (waiting === null ? calledFrom(caller, at) : `, and line ${waiting.line} waited for that`) +
    (cut ? ". Only then was it called off." : ".");
  const hint = !alone
    ? waiting === null
      ? "What has to come before this wait may end, and does it come any sooner than the wait ends?"
      : `Does line ${waiting.line} have to wait until then, and for all that it waits for?`
    : cut
      ? "Which number decides when it is called off?"
      : "This one wait is too long on its own. How long may it last, and who stops it when the time is up?";
  return { code: "long-wait", message, hint, at: place, costMs: Math.min(us / 1000, lostMs) };
}

function calledFrom(caller: Position, at: Position): string {
  return caller.line === at.line && caller.file === at.file ? "" : `, called from ${showLine(caller, at)}`;
}

/** The wait ended by a time-out: a cancel that no line of the submission's own asked for. */
function isCalledOff({ trace }: Run, task: number, us: number): boolean {
  return trace.event.some(
    (event, row) =>
      event === "cancel-requested" &&
      trace.at[row] === us &&
      trace.site[row] === null &&
      (trace.other[row] === task || trace.task[row] === task),
  );
}

/** Where the entry waited longest for other tasks; null when the place is one of its own waits. */
function entryWait(story: Story, place: Position): Position | null {
  const waits = story.tasks.get(story.main)?.waits ?? [];
  if (waits.some((wait) => wait.frames.some(({ at }) => samePlace(at, place)))) return null;
  const [longest] = waits.toSorted((a, b) => b.endedUs - b.beganUs - (a.endedUs - a.beganUs));
  return longest?.frames.at(-1)?.at ?? null;
}
