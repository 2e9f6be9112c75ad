import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Candidate } from "./candidate.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { lazyFrom } from "../story/lazy.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { explainSharing } from "./sharing.ts";
import type { Story, Wait } from "../story/story.ts";
import { isTriedAgain } from "./tried-again.ts";
import { isSleep, leastOf, longestPlace, total, type Part, type Visit } from "../story/visits.ts";
import { waitsIn } from "../story/waits-by.ts";

/** Rounds with more awaits than this are told by their longest one. */
const mostListed = 3;

/** One place that was waited in again and again: a loop, or calls that wait for one another. */
export function explainRounds(run: Run, story: Story, path: CriticalPath, part: Part): Candidate {
  const place = longestPlace(part.visits);
  const longest = Math.max(...roundsOf(part.visits));
  const atPlace = part.visits.filter((visit) => samePlace(visit.step.at, place));
  const common = { at: place, costMs: (part.us - longest) / 1000 };
  const inAll = `${showDuration(part.us / 1000)} in all`;
  const isRetry = isTriedAgain(run, part);
  const pauses = isRetry ? pausesBetween(part) : [];
  if (pauses.length > 0) {
    const at = pauses[0]!.at;
    return {
      ...common,
      at,
      code: "sleep-in-loop",
      message:
        `The tries took ${inAll}; ${showDuration(sum(pauses) / 1000)} of that ${pauses.length === 1 ? "was the pause" : `were the ${pauses.length} pauses`} ` +
        `on line ${at.line}${lengths(pauses)}.`,
      hint: pausesHint,
    };
  }
  const isTaken = part.visits.some(({ step }) => story.awaits.takes(step.at) !== null);
  const shared = isRetry && !isTaken ? null : explainSharing(story, path, part, { us: part.us, longestUs: longest });
  if (shared !== null) return shared;
  if (part.visits.every(isSleep)) {
    return {
      ...common,
      code: "sleep-in-loop",
      message: `The ${isTimer(atPlace) ? "timer" : "sleep"} on line ${place.line} ran ${atPlace.length} times, one after the other: ${inAll}, where the longest takes ${showDuration(longest / 1000)}.`,
      hint: "Is each of these pauses needed, and as long as it must be? If the loop only looks whether something has come: let that wake it instead.",
    };
  }
  if (atPlace.every(isSleep)) {
    return {
      ...common,
      code: "sleep-in-loop",
      message:
        `The rounds of the loop took ${inAll}; ${showDuration(total(atPlace) / 1000)} of that were the ` +
        `${atPlace.length} pauses on line ${place.line}${lengths(atPlace)}.`,
      hint: pausesHint,
    };
  }
  if (isRetry) {
    return {
      ...common,
      code: "tried-again",
      message: `The await on line ${place.line} was tried ${atPlace.length} times, each time after the one before had failed: ${inAll}, where the longest round takes ${showDuration(longest / 1000)}.`,
      hint: "How many tries may there be? And how long may each of them take?",
    };
  }
  if (isBatches(story, atPlace)) {
    return {
      ...common,
      code: "await-in-loop",
      message:
        `Line ${place.line} waited for ${atPlace.length} batches, one after the other, each as long as the slowest in it takes: ` +
        `${inAll}, where the longest batch takes ${showDuration(longest / 1000)}.`,
      hint: "Does the next one have to wait until a whole batch is done? And how many may go on at once?",
    };
  }
  const gate = gateOf(story, part);
  if (gate !== null) {
    return {
      ...common,
      at: gate,
      code: "await-in-loop",
      message:
        `The calls from ${showLine(place, gate)} began together, but on line ${gate.line} each waited for the one before: ` +
        `${inAll}, where the longest takes ${showDuration(longest / 1000)}.`,
      hint: `Does what follows line ${gate.line} need what the call before gave? If not, start it before you wait there.`,
    };
  }
  const others = uniquePlaces(part.visits);
  if (others.length > 1 && others.length <= mostListed) {
    const leastUs = leastOf(story, part.visits);
    const isFree = others.every(
      (at) => story.awaits.isApart(at) || others.some((each) => story.awaits.needs(at, each)),
    );
    return {
      ...common,
      ...(isFree && leastUs < part.us ? { costMs: (part.us - leastUs) / 1000 } : {}),
      code: "await-in-loop",
      message:
        `Each round of the loop waited on ${others.map((at) => showLine(at, place)).join(", and then on ")}. ` +
        `The ${roundsOf(part.visits).length} rounds took ${inAll}, and the longest ${showDuration(longest / 1000)}.`,
      hint: "Which of these waits does the next round need? What it does not need can go on beside it.",
    };
  }
  const lazy = story.awaits.held(place)?.inRound ? null : lazyFrom(story, [place], place);
  return {
    ...common,
    code: "await-in-loop",
    hintIfMore:
      "Which of these rounds have something new to do? And does one need what the round before gave, or could several go on at once?",
    message:
      `The await on line ${place.line} ran ${atPlace.length} times${begunBy(story, part)}, each time after the one before had ended: ` +
      `${inAll}, where the longest round takes ${showDuration(longest / 1000)}.` +
      (lazy === null ? "" : ` ${capital(lazy.lines)} made only coroutines, and each begins when it is awaited.`),
    hint:
      lazy !== null
        ? lazy.hint
        : isApart(story, part)
          ? "Does one round of this loop need what the round before gave? If not, start all of them before you wait for any."
          : "What makes one round wait for the round before? If nothing does, let several go on at once. If something does, are all of these rounds needed?",
  };
}

const pausesHint = "Is each pause as long as it should be, and is there something to wait for at each of them?";

interface Pause {
  readonly at: Position;
  readonly us: number;
}

/** The sleeps between tries, when they take longer than the tries do and stand in one place. */
function pausesBetween({ visits, us }: Part): readonly Pause[] {
  const pauses = visits.flatMap(({ stretches }) =>
    stretches.flatMap(({ wait, fromUs, toUs }): Pause[] => {
      const at = wait.kind === "sleep" ? wait.frames.at(-1)?.at : undefined;
      return at === undefined ? [] : [{ at, us: toUs - fromUs }];
    }),
  );
  const isOnePlace = pauses.every(({ at }) => samePlace(at, pauses[0]!.at));
  return isOnePlace && sum(pauses) > us / 2 ? pauses : [];
}

function sum(all: readonly { readonly us: number }[]): number {
  return all.reduce((total, { us }) => total + us, 0);
}

/** ` in what line 12 began`: the call or the task that the loop stands in; nothing for a loop of the entry's own. */
function begunBy(story: Story, { visits }: Part): string {
  const { step, stretches } = visits[0]!;
  const own = stretches[0]!.steps.filter(({ task }) => task === step.task);
  const at =
    own[own.indexOf(step) - 1]?.at ?? (step.task === story.main ? null : story.tasks.get(step.task)?.createdAt);
  return at == null || at.line === step.at.line ? "" : ` in what ${showLine(at, step.at)} began`;
}

function uniquePlaces(visits: readonly Visit[]): Position[] {
  return [...new Map(visits.map(({ step }) => [placeKey(step.at), step.at])).values()];
}

/** The text shows that the rounds need nothing of one another; without the text nobody knows better. */
function isApart({ awaits }: Story, { visits }: Part): boolean {
  return !awaits.isKnown || visits.some(({ step }) => awaits.isApart(step.at));
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

function isTimer([visit]: readonly Visit[]): boolean {
  return visit!.stretches[0]!.wait.legs.length > 1;
}

/** Each round waits for several tasks together. */
function isBatches(story: Story, rounds: readonly Visit[]): boolean {
  let most = 0;
  for (const round of rounds) {
    const size = sizeOfBatch(story, round);
    if (size === 0) return false;
    most = Math.max(most, size);
  }
  return most > 1;
}

function sizeOfBatch(story: Story, { step, stretches }: Visit): number {
  const fromUs = stretches[0]!.fromUs;
  const waits = waitsIn(story, step.frame);
  const first = firstNotBefore(waits, ({ endedUs }) => endedUs <= fromUs);
  const wait = waits.slice(first, first + mostAtOnce).find(({ beganUs, frames }) => {
    const own = frames.at(-1)!;
    return beganUs <= fromUs && own.frame === step.frame && samePlace(own.at, step.at);
  });
  return wait?.kind === "gather" ? Number(/^gather of (\d+)/.exec(wait.what)?.[1] ?? 0) : 0;
}

/** A call waits for so many things at a time, at most. */
const mostAtOnce = 50;

/** Up to four different lengths, as `: 100 ms, 200 ms and 400 ms`. */
function lengths(pauses: readonly { readonly us: number }[]): string {
  const shown = pauses.map(({ us }) => showDuration(us / 1000));
  if (shown.length > 4 || new Set(shown).size < 2) return "";
  return `: ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/**
 * Where calls that had all begun waited for one another, as in a reduce whose function awaits the promise of the round before; null for
 * a loop that makes each call only after the one before.
 */
function gateOf(story: Story, { visits }: Part): Wait["frames"][number]["at"] | null {
  let gate: Wait["frames"][number]["at"] | null = null;
  for (const [index, visit] of visits.entries()) {
    if (index === 0) continue;
    const [stretch] = visit.stretches;
    const inner = stretch!.steps[stretch!.steps.indexOf(visit.step) + 1];
    const before = visits[index - 1]!.stretches.at(-1)!;
    const waits = inner === undefined ? [] : waitsIn(story, inner.frame);
    const first = firstNotBefore(waits, ({ endedUs }) => endedUs < before.toUs);
    const held = waits
      .slice(first, first + mostAtOnce)
      .find(
        ({ kind, frames, beganUs, endedUs }) =>
          kind === "native" &&
          frames.at(-1)!.frame === inner!.frame &&
          beganUs < before.toUs &&
          endedUs === before.toUs,
      );
    if (held === undefined) return null;
    gate = held.frames.at(-1)!.at;
  }
  return gate;
}
