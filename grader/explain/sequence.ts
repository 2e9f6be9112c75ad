import { showDuration } from "./duration.ts";
import type { Explanation } from "./explanation.ts";
import { capital, showLine, showLines } from "./place.ts";
import type { Story } from "./story.ts";
import { isSleep, longestPlace, type Part } from "./visits.ts";

/** Awaits of one call that came one after the other. */
export function explainSequence(story: Story, parts: readonly Part[]): Explanation {
  const places = parts.map((part) => longestPlace(part.visits));
  const first = places[0]!;
  const us = parts.reduce((sum, part) => sum + part.us, 0);
  const longest = Math.max(...parts.map((part) => part.us));
  const costMs = (us - longest) / 1000;
  const together = `Side by side they would take ${showDuration(longest / 1000)}.`;
  if (parts.length > 2) {
    return {
      code: "sequential-awaits",
      message:
        `The awaits in ${showLines(places)} began one after the other, each when the one before had ended: ` +
        `${showDuration(us / 1000)} in all. ${together}`,
      hint: `Does ${secondLine(places)} need what ${showLine(first, first)} gives? If not, start both before you wait for either.`,
      at: first,
      costMs,
    };
  }
  const [before, after] = parts as readonly [Part, Part];
  const line = showLine(first, first);
  const second = secondLine(places);
  const [sleepsFirst, sleepsThen] = parts.map((part) => part.visits.every(isSleep));
  if (sleepsFirst !== sleepsThen) {
    const [asleep, other] = sleepsThen ? [second, line] : [line, second];
    return {
      code: "sequential-awaits",
      message: sleepsThen
        ? `${capital(line)} waited ${showDuration(before.us / 1000)}, and only then ${second} slept for ${showDuration(after.us / 1000)}.`
        : `${capital(line)} slept for ${showDuration(before.us / 1000)}, and only then ${second} began its ${showDuration(after.us / 1000)}.`,
      hint: sleepsThen
        ? `What is the sleep in ${asleep} for? If it is needed, does it have to wait for ${other}?`
        : `What is the sleep in ${asleep} for? If it is needed, does ${other} have to wait for it?`,
      at: sleepsThen ? places[1]! : first,
      costMs,
    };
  }
  const made = madeLate(story, before, after);
  return {
    code: made === null ? "sequential-awaits" : "created-late",
    message:
      `${capital(line)} waited ${showDuration(before.us / 1000)}, and only then ${second} began its ${showDuration(after.us / 1000)}` +
      `${made === null ? "" : `, for a task that ${made} made no sooner`}. ${together}`,
    hint: `Does ${second} need what ${line} gives? If not, start both before you wait for either.`,
    at: first,
    costMs,
  };
}

function secondLine(places: readonly Parameters<typeof showLine>[0][]): string {
  const first = showLine(places[0]!, places[0]!);
  const other = places.map((place) => showLine(place, places[0]!)).find((line) => line !== first);
  return other ?? "the next await there";
}

/** The line that made what the second part waited for, when it did so only after the first; null when that is no news. */
function madeLate(story: Story, first: Part, second: Part): string | null {
  const [visit] = second.visits;
  const [stretch] = visit!.stretches;
  const task = story.tasks.get(stretch!.task);
  const firstEnd = first.visits.at(-1)!.stretches.at(-1)!.toUs;
  if (task === undefined || task.id === visit!.step.task || task.createdAt === null || task.createdUs < firstEnd)
    return null;
  const at = visit!.step.at;
  if (task.createdAt.line === at.line && task.createdAt.file === at.file) return null;
  return showLine(task.createdAt, at);
}
