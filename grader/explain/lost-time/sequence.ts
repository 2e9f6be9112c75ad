import type { Change } from "../story/replay.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { withoutWaiting, type Candidate } from "./candidate.ts";
import { lazyFrom } from "../story/lazy.ts";
import { timerOf } from "./longest.ts";
import { capital, showLine, showLines } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import { isSleep, leastOf, longestPlace, type Part } from "../story/visits.ts";
import { waitOf } from "../story/waits-by.ts";

/** Three or more awaits of one call that came one after the other, and need one another as far as anybody knows in nothing. */
export function explainSideBySide(story: Story, parts: readonly Part[]): Candidate {
  const places = placesOf(parts);
  const us = sumOf(parts);
  const longest = Math.max(...parts.map((part) => part.us));
  const lazy = lazyFrom(story, places.slice(1), places[0]!);
  return {
    code: "sequential-awaits",
    message:
      `The awaits on ${showLines(places)} began one after the other, each when the one before had ended: ` +
      `${showDuration(us / 1000)} in all. ${lazy === null ? "" : `${capital(lazy.lines)} made only coroutines, which begin when they are awaited. `}` +
      `Side by side they would take ${showDuration(longest / 1000)}.`,
    hint: lazy?.hint ?? hintFor(showLine(places[0]!, places[0]!), secondLine(places)),
    at: lazy?.at ?? places[0]!,
    costMs: (us - longest) / 1000,
    without: () => withoutWaiting(story, parts),
  };
}

/** The same of awaits that need some of the others, where that leaves something to win. */
export function explainPartlySideBySide(story: Story, parts: readonly Part[]): Candidate[] {
  const leastUs = leastOf(
    story,
    parts.flatMap(({ visits }) => visits),
  );
  const us = sumOf(parts);
  if (leastUs >= us) return [];
  const places = placesOf(parts);
  return [
    {
      code: "sequential-awaits",
      message:
        `The awaits on ${showLines(places)} began one after the other, each when the one before had ended: ` +
        `${showDuration(us / 1000)} in all. If each waited only for what it reads, they would take ${showDuration(leastUs / 1000)}.`,
      hint: `Which of these lines need what an earlier one of them gives? The others can be started before you wait for any.`,
      at: places[0]!,
      costMs: (us - leastUs) / 1000,
      without: () => withoutWaiting(story, parts),
    },
  ];
}

/** Awaits of one call that came after others, which have nothing to do with them as far as anybody knows. */
export function explainSequence(story: Story, first: readonly Part[], second: readonly Part[]): Candidate {
  const without = (): Change => withoutWaiting(story, first);
  const putOff = second[0]!.visits[0]!.stretches[0]!.wait;
  const places = [...placesOf(first), ...placesOf(second)];
  const at = places[0]!;
  const [before, after] = [sumOf(first), sumOf(second)];
  const costMs = Math.min(before, after) / 1000;
  const line = showFrom(placesOf(first), at);
  const then = second.length === 1 && first.length === 1 ? secondLine(places) : showFrom(placesOf(second), at);
  const [asleep, asleepThen] = [pauseOf(story, first), pauseOf(story, second)];
  if ((asleep === null) !== (asleepThen === null)) {
    const pause = (asleepThen ?? asleep)!;
    const [paused, other] = [showLine(pause.at, at), asleepThen === null ? then : line];
    const what = pause.isTimer ? "timer" : "sleep";
    return {
      code: "sequential-awaits",
      message:
        asleepThen === null
          ? pause.isTimer
            ? `${capital(line)} waited ${showDuration(before / 1000)} for the timer of ${paused}, and only then ${then} began ${its(second)} ${showDuration(after / 1000)}.`
            : `${capital(line)} slept for ${showDuration(before / 1000)}, and only then ${then} began ${its(second)} ${showDuration(after / 1000)}.`
          : pause.isTimer
            ? `${capital(line)} waited ${showDuration(before / 1000)}, and only then ${then} waited ${showDuration(after / 1000)} for the timer of ${paused}.`
            : `${capital(line)} waited ${showDuration(before / 1000)}, and only then ${then} slept for ${showDuration(after / 1000)}.`,
      hint:
        asleepThen === null
          ? `What is the ${what} on ${paused} for? If it is needed, how long has it to be, and ${does(other)} ${other} have to wait for it?`
          : `What is the ${what} on ${paused} for? If it is needed, how long has it to be, and does it have to wait for ${other}?`,
      at: pause.at,
      costMs,
      without,
      putOff,
    };
  }
  if (asleep !== null) return { ...explainSleeps(first, second, { line, then }), without, putOff };
  const made = madeLate(story, first.at(-1)!, second[0]!);
  const lazy = lazyFrom(story, placesOf(second), at);
  const beside = ` Side by side they would take ${showDuration(Math.max(before, after) / 1000)}.`;
  return {
    code: made === null ? "sequential-awaits" : "created-late",
    message:
      `${waitedFor(story, first, line)} ${showDuration(before / 1000)}, and only then ${then} began ${its(second)} ${showDuration(after / 1000)}` +
      `${made === null ? (lazy === null ? "" : `: ${lazy.lines} made only ${second.length === 1 ? "a coroutine, which begins when it is" : "coroutines, which begin when they are"} awaited`) : `: ${made.line} made a task for it only after that`}.` +
      beside,
    hint: isNeededInPart(story, first, second)
      ? `Which of the things that ${then} waits for need what ${line} gives? What needs nothing of it can begin sooner.`
      : made === null || !made.isBetween || made.line === line
        ? (lazy?.hint ?? hintFor(line, then))
        : `Does ${made.line} need what ${line} gives? If not, it can come before that.`,
    onlyIf: { costMs, said: beside },
    at: made === null ? (lazy?.at ?? at) : at,
    costMs,
    without,
    putOff,
  };
}

interface Pause {
  readonly at: Position;
  readonly isTimer: boolean;
}

/** Where it only lets time pass: in sleeps, or until a timer goes off that was set for it. Null when it does something else. */
function pauseOf(story: Story, parts: readonly Part[]): Pause | null {
  if (parts.every(({ visits }) => visits.every(isSleep))) return { at: longestPlace(parts[0]!.visits), isTimer: false };
  const stretches = parts.flatMap(({ visits }) => visits.flatMap((visit) => visit.stretches));
  const timer = stretches.length === 1 ? timerOf(story, stretches[0]!.wait) : null;
  return timer === null ? null : { at: timer, isTimer: true };
}

/** Nothing tells whether they stand for some work, or only pass the time. */
function explainSleeps(
  first: readonly Part[],
  second: readonly Part[],
  { line, then }: { readonly line: string; readonly then: string },
): Candidate {
  const [before, after] = [sumOf(first), sumOf(second)];
  const shorter = before < after ? first : second;
  return {
    code: "sleep-after-sleep",
    message:
      `${capital(line)} slept for ${showDuration(before / 1000)}, and only then ${then} slept for ${showDuration(after / 1000)}. ` +
      `Side by side they would take ${showDuration(Math.max(before, after) / 1000)}.`,
    hint: `Do ${line} and ${then} both have to sleep? And if so, does the second have to wait for the first?`,
    at: longestPlace(shorter[0]!.visits),
    costMs: Math.min(before, after) / 1000,
  };
}

/** Who comes to something that has been going on for a while does not wait for all of it. */
function waitedFor(story: Story, first: readonly Part[], line: string): string {
  const [visit] = first.at(-1)!.visits;
  const wait = waitOf(story, visit!.step);
  const isLate = first.length === 1 && wait !== undefined && wait.beganUs > visit!.stretches[0]!.fromUs;
  return isLate ? `What ${line} waited for took` : `${capital(line)} waited`;
}

function isNeededInPart({ awaits }: Story, first: readonly Part[], second: readonly Part[]): boolean {
  return placesOf(second).some((later) => placesOf(first).some((before) => awaits.needs(later, before)));
}

function hintFor(line: string, then: string): string {
  const need = capital(does(then));
  const give = line.startsWith("lines") ? "give" : "gives";
  return `${need} ${then} need what ${line} ${give}? If not, start both before you wait for either.`;
}

function does(lines: string): string {
  return lines.startsWith("lines") ? "do" : "does";
}

function its(parts: readonly Part[]): string {
  return parts.length === 1 ? "its" : "their";
}

function placesOf(parts: readonly Part[]): Position[] {
  return parts.map((part) => longestPlace(part.visits));
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.us, 0);
}

/** `line 9`, `lines 9 and 10`; with the file where it is not the one of `at`. */
function showFrom(places: readonly Position[], at: Position): string {
  return places.every(({ file }) => file === at.file)
    ? showLines(places)
    : places.map((each) => showLine(each, at)).join(" and ");
}

function secondLine(places: readonly Position[]): string {
  const first = showLine(places[0]!, places[0]!);
  const other = places.map((place) => showLine(place, places[0]!)).find((line) => line !== first);
  return other ?? "the next await there";
}

/** The line that made what the second part waited for, when it did so only after the first; null when that is no news. */
function madeLate(
  story: Story,
  first: Part,
  second: Part,
): { readonly line: string; readonly isBetween: boolean } | null {
  const [visit] = second.visits;
  const [stretch] = visit!.stretches;
  const task = story.tasks.get(stretch!.task);
  const firstEnd = first.visits.at(-1)!.stretches.at(-1)!.toUs;
  if (task === undefined || task.id === visit!.step.task || task.createdAt === null || task.createdUs < firstEnd)
    return null;
  const at = visit!.step.at;
  if (task.createdAt.line === at.line && task.createdAt.file === at.file) return null;
  // What the second call makes itself comes when that is called.
  const before = longestPlace(first.visits);
  const isBetween =
    [before, at].every(({ file }) => file === task.createdAt!.file) &&
    before.line <= task.createdAt.line &&
    task.createdAt.line < at.line;
  return { line: showLine(task.createdAt, at), isBetween };
}
