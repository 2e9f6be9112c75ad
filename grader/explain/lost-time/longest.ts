import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import { endsByItself } from "../story/ends-by-itself.ts";
import type { Explanation } from "../explanation.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";

interface Longest {
  readonly at: Position;
  /** The call that led there; the same place when the task's own body waits. */
  readonly caller: Position;
  readonly us: number;
  /** Of the longest single wait there. */
  readonly onceUs: number;
  readonly kind: string;
  /** Where the timer of the submission's own was set that ended it; null when something else did. */
  readonly timer: Position | null;
}

/**
 * Where the time went by, when nothing is known of its cause: the places on the critical path, that of the longest wait first.
 * @param lostMs what the run took too long
 */
export function findLongest(story: Story, path: CriticalPath, lostMs: number): Explanation | null {
  const allowedUs = story.endUs - Math.round(lostMs * 1000);
  const all = placesOf(story, path);
  const open = all.filter(({ at }) => !story.awaits.isUntil(at));
  const places = open.length > 0 ? open : all;
  const single = places.toSorted((a, b) => b.onceUs - a.onceUs)[0];
  if (single === undefined) return null;
  const costMs = Math.min(single.us / 1000, lostMs);
  if (single.onceUs > allowedUs) return explainAlone(story, path, single, allowedUs, lostMs);
  const [first, ...others] = places.toSorted((a, b) => b.us - a.us).slice(0, mostShown);
  const waiting = entryWait(story, path, first!.at);
  const marked = waiting ?? first!.timer ?? first!.at;
  return {
    code: "long-wait",
    message:
      `${showDuration(first!.us / 1000)} of it went by ${doing(first!)} on ${showLine(first!.at, marked)}` +
      (waiting === null
        ? `${endedBy(first!, marked)}${calledFrom(first!, marked)}`
        : `, and line ${waiting.line} waited for that`) +
      `${others.map((each) => `, ${showDuration(each.us / 1000)} ${doing(each)} on ${showLine(each.at, marked)}`).join("")}. ` +
      `${showDuration(lostMs)} were lost in all.`,
    hint:
      waiting === null
        ? "What has to come before each of these waits may end, and does it come any sooner than the wait ends?"
        : `Does line ${waiting.line} have to wait until then, and for all that it waits for?`,
    at: marked,
    costMs,
  };
}

/** Places told. */
const mostShown = 3;

function explainAlone(
  story: Story,
  path: CriticalPath,
  longest: Longest,
  allowedUs: number,
  lostMs: number,
): Explanation {
  const { at, caller, onceUs } = longest;
  const waiting = entryWait(story, path, at);
  const marked = waiting ?? longest.timer ?? caller;
  return {
    code: "long-wait",
    message:
      `One ${longest.kind === "sleep" ? "sleep" : "wait"} on ${showLine(at, marked)}` +
      endedBy(longest, marked) +
      (waiting === null ? comma(calledFrom(longest, marked)) : `, which line ${waiting.line} waited for,`) +
      ` went on for ${showDuration(onceUs / 1000)}, longer than the ${showDuration(allowedUs / 1000)} that the whole run may take. ` +
      costWords(Math.min(onceUs / 1000, lostMs), lostMs),
    hint: "Does the result need this wait to its end? If so, can it begin sooner? If not, who stops it when the time is up?",
    at: marked,
    costMs: Math.min(onceUs / 1000, lostMs),
  };
}

function costWords(costMs: number, lostMs: number): string {
  return `That cost ${showDuration(costMs)}${costMs < lostMs ? ` of the ${showDuration(lostMs)} that were lost` : ""}.`;
}

function placesOf(story: Story, { stretches }: CriticalPath): Longest[] {
  const sums = new Map<string, Longest>();
  for (const { wait, fromUs, toUs } of stretches) {
    const at = wait.frames.at(-1)?.at;
    if (at === undefined) continue;
    const sum = sums.get(placeKey(at));
    const us = toUs - fromUs;
    const isLonger = sum === undefined || us > sum.onceUs;
    sums.set(placeKey(at), {
      at,
      caller: isLonger ? (wait.frames.at(-2)?.at ?? at) : sum.caller,
      us: (sum?.us ?? 0) + us,
      onceUs: isLonger ? us : sum.onceUs,
      kind: wait.kind,
      timer: isLonger ? timerOf(story, wait) : sum.timer,
    });
  }
  return [...sums.values()];
}

/** Of an event and the like, which a callback sets: the timer, when it stands on another line. */
export function timerOf({ timers }: Story, wait: Wait): Position | null {
  const { kind, waker, endedUs, endedRow, beganUs, task, frames } = wait;
  if (endsByItself(kind) || forTasks.has(kind) || waker !== 0) return null;
  const at = timers.chainUntil(endedUs, endedRow, beganUs, task)?.at ?? null;
  return at === null || at.line === frames.at(-1)!.at.line ? null : at;
}

const forTasks = new Set(["task", "gather", "group"]);

function doing({ kind }: Longest): string {
  return kind === "sleep" ? "sleeping" : "waiting";
}

function calledFrom({ caller, at }: Longest, seenFrom: Position): string {
  return caller.line === at.line && caller.file === at.file ? "" : `, called from ${showLine(caller, seenFrom)}`;
}

function comma(text: string): string {
  return text === "" ? "" : `${text},`;
}

function endedBy({ timer }: Longest, seenFrom: Position): string {
  return timer === null ? "" : ` for the timer of ${showLine(timer, seenFrom)}`;
}

/** Where the entry waited for other tasks while most of that time went by; null when the place is one of its own waits. */
function entryWait(story: Story, { stretches }: CriticalPath, place: Position): Position | null {
  const waits = story.tasks.get(story.main)?.waits ?? [];
  if (waits.some((wait) => wait.frames.some(({ at }) => samePlace(at, place)))) return null;
  const own = stretches.filter(({ wait }) => wait.frames.length > 0 && samePlace(wait.frames.at(-1)!.at, place));
  let longest: { readonly wait: Wait; readonly us: number } | null = null;
  for (const wait of waits) {
    if (wait.frames.some(({ at }) => story.awaits.isUntil(at))) continue;
    const us = during(own, wait);
    if (longest === null || us > longest.us) longest = { wait, us };
  }
  return longest?.wait.frames.at(-1)?.at ?? null;
}

/** How much of these stretches, which are in the order of time, went by in a wait. */
function during(stretches: CriticalPath["stretches"], { beganUs, endedUs }: Wait): number {
  let us = 0;
  for (let i = firstNotBefore(stretches, ({ toUs }) => toUs <= beganUs); i < stretches.length; i++) {
    const { fromUs, toUs } = stretches[i]!;
    if (fromUs >= endedUs) break;
    us += Math.min(toUs, endedUs) - Math.max(fromUs, beganUs);
  }
  return us;
}
