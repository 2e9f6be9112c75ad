import type { Position } from "../values/index.ts";
import { showDuration } from "./duration.ts";
import type { Explanation } from "./explanation.ts";
import type { CriticalPath, PathStep, Stretch } from "./critical-path.ts";
import { samePlace, showLine } from "./place.ts";
import type { Story } from "./story.ts";

/** One await as it was gone through once: the stretches of the critical path that went by in it. */
interface Visit {
  readonly step: PathStep;
  readonly us: number;
  readonly stretches: readonly Stretch[];
}

/** Visits that follow one another in the code: one, or all rounds of a loop taken together. */
interface Part {
  readonly visits: readonly Visit[];
  readonly us: number;
}

/** Longer chains of awaits are compared only as a whole and in neighboring pairs. */
const mostCombined = 8;

/**
 * Every place on the critical path where one call waited for one thing after another. Whether the second needed the
 * first the trace cannot know: the caller chooses by what is known to be possible.
 */
export function findSerial(story: Story, path: CriticalPath): Explanation[] {
  return inFrames(story, path.stretches, 0);
}

function inFrames(story: Story, stretches: readonly Stretch[], depth: number): Explanation[] {
  const found: Explanation[] = [];
  const byFrame = new Map<number, Stretch[]>();
  for (const stretch of stretches) {
    const step = stretch.steps[depth];
    if (step === undefined) continue;
    const same = byFrame.get(step.frame);
    if (same) same.push(stretch);
    else byFrame.set(step.frame, [stretch]);
  }
  for (const own of byFrame.values()) {
    const visits = visitsAt(own, depth);
    const parts = partsOf(visits);
    for (const part of parts) if (part.visits.length > 1) found.push(loop(story, part));
    for (const range of ranges(parts)) found.push(sequence(story, range));
    for (const visit of visits) {
      if (visit.stretches.length > 1) found.push(...inFrames(story, visit.stretches, depth + 1));
    }
  }
  return found;
}

function visitsAt(stretches: readonly Stretch[], depth: number): Visit[] {
  const visits: { step: PathStep; us: number; stretches: Stretch[] }[] = [];
  for (const stretch of stretches) {
    const step = stretch.steps[depth]!;
    const current = visits.at(-1);
    const us = stretch.toUs - stretch.fromUs;
    if (current !== undefined && current.step.visit === step.visit && samePlace(current.step.at, step.at)) {
      current.us += us;
      current.stretches.push(stretch);
    } else {
      visits.push({ step, us, stretches: [stretch] });
    }
  }
  return visits;
}

/** Everything from a place's first visit to its last is one loop, with what other awaits lie between. */
function partsOf(visits: readonly Visit[]): Part[] {
  const lastVisit = new Map<string, number>();
  for (const [index, visit] of visits.entries()) lastVisit.set(placeKey(visit.step.at), index);
  const parts: Part[] = [];
  for (let start = 0; start < visits.length;) {
    let end = start;
    for (let i = start; i <= end; i++) end = Math.max(end, lastVisit.get(placeKey(visits[i]!.step.at))!);
    const own = visits.slice(start, end + 1);
    parts.push({ visits: own, us: total(own) });
    start = end + 1;
  }
  return parts;
}

function* ranges(parts: readonly Part[]): Iterable<readonly Part[]> {
  for (let length = 2; length <= parts.length; length++) {
    if (parts.length > mostCombined && length > 2 && length < parts.length) continue;
    for (let start = 0; start + length <= parts.length; start++) yield parts.slice(start, start + length);
  }
}

function loop(story: Story, part: Part): Explanation {
  const place = longestPlace(part.visits);
  const rounds = roundsOf(part.visits);
  const longest = Math.max(...rounds);
  const costMs = (part.us - longest) / 1000;
  const times = part.visits.filter((visit) => samePlace(visit.step.at, place)).length;
  const common = { at: place, costMs };
  const worker = story.tasks.get(part.visits[0]!.step.task);
  if (worker !== undefined && worker.usesQueue && worker.id !== story.main) {
    return {
      ...common,
      code: "single-consumer",
      message:
        `One task takes item after item from the queue: the await in line ${place.line} ran ${times} times, ` +
        `each time after the one before had ended, ${showDuration(part.us / 1000)} in all.`,
      hint: "How many consumers may work side by side? Every task that takes from the queue shares the items.",
    };
  }
  if (part.visits.every((visit) => isSleep(visit))) {
    return {
      ...common,
      code: "sleep-in-loop",
      message: `The sleep in line ${place.line} ran ${times} times, one after the other: ${showDuration(part.us / 1000)} in all.`,
      hint: "Does one round need the round before? And if the loop only looks whether something has come: let that wake it instead.",
    };
  }
  const atPlace = part.visits.filter((visit) => samePlace(visit.step.at, place));
  if (atPlace.every((visit) => isSleep(visit))) {
    return {
      ...common,
      code: "sleep-in-loop",
      message:
        `The rounds of the loop took ${showDuration(part.us / 1000)} in all; ` +
        `${showDuration(total(atPlace) / 1000)} of that were the ${times} pauses in line ${place.line}.`,
      hint: "Is each pause as long as it should be, and is there something to wait for at each of them?",
    };
  }
  return {
    ...common,
    code: "await-in-loop",
    message:
      `The await in line ${place.line} ran ${times} times, each time after the one before had ended: ` +
      `${showDuration(part.us / 1000)} in all, where the longest round takes ${showDuration(longest / 1000)}.`,
    hint: "Does one round of this loop need what the round before gave? If not, start all of them before you wait for any.",
  };
}

/** The loop itself sleeps, not something that it calls. */
function isSleep({ step, stretches }: Visit): boolean {
  return stretches.every((stretch) => stretch.wait.kind === "sleep" && stretch.steps.at(-1) === step);
}

/** A round begins whenever the loop's first await comes again. */
function roundsOf(visits: readonly Visit[]): number[] {
  const rounds: number[] = [];
  for (const visit of visits) {
    if (rounds.length === 0 || samePlace(visit.step.at, visits[0]!.step.at)) rounds.push(visit.us);
    else rounds[rounds.length - 1]! += visit.us;
  }
  return rounds;
}

function sequence(story: Story, parts: readonly Part[]): Explanation {
  const places = parts.map((part) => longestPlace(part.visits));
  const first = places[0]!;
  const us = parts.reduce((sum, part) => sum + part.us, 0);
  const longest = Math.max(...parts.map((part) => part.us));
  const lines = [...new Set(places.map((place) => showLine(place, first)))];
  const told =
    parts.length === 2
      ? `${capital(lines[0]!)} waited ${showDuration(parts[0]!.us / 1000)}, and only then ` +
        `${lines[1] ?? "the next await there"} began its ${showDuration(parts[1]!.us / 1000)}${madeLate(story, parts[0]!, parts[1]!)}.`
      : `The awaits in ${list(lines)} began one after the other, each when the one before had ended: ${showDuration(us / 1000)} in all.`;
  return {
    code: "sequential-awaits",
    message: `${told} Side by side they would take ${showDuration(longest / 1000)}.`,
    hint: `Does ${lines[1] ?? "the second one"} need what ${lines[0]!} gives? If not, start both before you wait for either.`,
    at: first,
    costMs: (us - longest) / 1000,
  };
}

/** What the second part waited for could not go on before, because it was made only then. */
function madeLate(story: Story, first: Part, second: Part): string {
  const [visit] = second.visits;
  const [stretch] = visit!.stretches;
  const task = story.tasks.get(stretch!.task);
  const firstEnd = first.visits.at(-1)!.stretches.at(-1)!.toUs;
  if (task === undefined || task.id === visit!.step.task || task.createdAt === null || task.createdUs < firstEnd)
    return "";
  const at = visit!.step.at;
  if (task.createdAt.line === at.line && task.createdAt.file === at.file) return "";
  return `, for a task that ${showLine(task.createdAt, at)} had not made before`;
}

function longestPlace(visits: readonly Visit[]): Position {
  const sums = new Map<string, { at: Position; us: number }>();
  for (const visit of visits) {
    const key = placeKey(visit.step.at);
    const sum = sums.get(key) ?? { at: visit.step.at, us: 0 };
    sum.us += visit.us;
    sums.set(key, sum);
  }
  return [...sums.values()].reduce((best, each) => (each.us > best.us ? each : best)).at;
}

function placeKey(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}

function total(visits: readonly Visit[]): number {
  return visits.reduce((sum, visit) => sum + visit.us, 0);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
