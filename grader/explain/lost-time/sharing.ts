import { showDuration, type Position } from "../../values/index.ts";
import type { Candidate } from "./candidate.ts";
import { crewOf, isAlike, tasksLike, type Crew } from "../story/crew.ts";
import type { CriticalPath, PathStep } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { doneEarly } from "./done-early.ts";
import { keptFor } from "../story/kept-for.ts";
import { capital, placeKey, samePlace, showLine, showLines } from "../story/place.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { isSleep, longestPlace, type Part } from "../story/visits.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/** How long the rounds took together, and the longest of them, in µs. */
export interface Lengths {
  readonly us: number;
  readonly longestUs: number;
}

/** Rounds of several that were to share their work, or of one that took it all from a queue or before the others had begun. Null for any other rounds. */
export function explainSharing(story: Story, path: CriticalPath, part: Part, lengths: Lengths): Candidate | null {
  const { step } = part.visits[0]!;
  const worker = story.tasks.get(step.task);
  if (worker === undefined) return null;
  const late = explainLateTasks(story, worker, part);
  if (late !== null) return late;
  const crew = crewOf(story, part);
  const place = longestPlace(part.visits);
  const times = part.visits.filter((visit) => samePlace(visit.step.at, place)).length;
  const outer =
    crew === null && takes(story, part) !== null
      ? beginsInTurn(story, path, outerStep(part), takes(story, part) === "queue")
      : null;
  if (outer !== null) return explainFirstCall(outer, place, times, lengths);
  const rounds = { crew, place, times, ...lengths };
  if (isTaker(story, worker, part)) return explainTakers(story, worker, rounds);
  if (crew === null) return null;
  const changed = story.awaits.changedLate(place);
  return changed === null
    ? explainCrew(story, part, { ...rounds, crew })
    : explainTakenTwice({ ...rounds, crew }, changed);
}

export interface Rounds extends Lengths {
  readonly crew: Crew | null;
  readonly place: Position;
  /** How often one of them waited there. */
  readonly times: number;
}

/** Takes item after item from a queue, alone or with others. */
export function explainTakers(
  story: Story,
  worker: TaskStory,
  { crew, place, times, us, longestUs }: Rounds,
): Candidate {
  // How many there are is decided where they are made, or by who has them made.
  const from = worker.createdAt && story.madeFor(worker.createdAt);
  const at = from ?? (crew === null ? null : writtenOut(story, worker)) ?? ownMaker(story, worker) ?? place;
  const called = from === null ? "" : ` for the call on line ${from.line}`;
  const made = worker.createdAt === null ? "" : `, made on ${showLine(worker.createdAt, at)}${called},`;
  const alone = worker.id === story.main ? `${story.name} alone takes` : `One task${made} takes`;
  return {
    code: "single-consumer",
    message:
      `${crew === null ? alone : `${many(crew, at, called)} take`} item after item from the queue: ` +
      `the await on ${showLine(place, at)} ran ${times} times${crew === null ? "" : " in one of them"}, ` +
      `each time after the one before had ended, ${inAll(us)}, where the longest round takes ${showDuration(longestUs / 1000)}.`,
    hint:
      from === null
        ? "How many consumers may work side by side? Every task that takes from the queue shares the items."
        : `How many consumers may work side by side? Every task that takes from the queue shares the items. How often is line ${from.line} come to?`,
    at,
    workAt: place,
    costMs: (us - longestUs) / 1000,
  };
}

/** The line that makes these tasks, and no others: what makes tasks of all kinds does not decide how many there are of one. */
function ownMaker({ tasks, main }: Story, worker: TaskStory): Position | null {
  const { createdAt } = worker;
  if (worker.id === main || createdAt === null) return null;
  const there = [...tasks.values()].filter((each) => each.createdAt !== null && samePlace(each.createdAt, createdAt));
  return there.every((each) => isAlike(each, worker)) ? createdAt : null;
}

/** Where the first of a crew is made when each of them is made in a place of its own: then it is these lines that decide how many there are. */
function writtenOut(story: Story, worker: TaskStory): Position | null {
  const made = tasksLike(story, worker).map(({ createdAt }) => createdAt);
  const places = new Set(made.map((each) => each && placeKey(each)));
  return places.size === made.length ? (made[0] ?? null) : null;
}

interface CrewRounds extends Rounds {
  readonly crew: Crew;
}

function explainTakenTwice({ crew, place, times, us, longestUs }: CrewRounds, changed: Position): Explanation {
  return {
    code: "taken-twice",
    message:
      `${many(crew, place)} share their work, but what says which piece is next changes only on ${showLine(changed, place)}, ` +
      `after the wait on line ${place.line}: whoever comes meanwhile does the same piece again. One of them waited there ${times} times, ${inAll(us)}.`,
    hint: "From which moment on may no other one take the same piece?",
    at: place,
    costMs: (us - longestUs) / 1000,
  };
}

function explainCrew(story: Story, part: Part, { crew, place, times, us, longestUs }: CrewRounds): Explanation {
  const { awaits } = story;
  const [sleep, second, ...more] = placesIn(part);
  if (part.visits.every(isSleep) && takes(story, part) === null && second !== undefined && more.length === 0) {
    const slept = part.visits.filter(({ step }) => samePlace(step.at, second)).map((visit) => visit.us);
    return {
      code: "sleep-in-loop",
      message:
        `${many(crew, second)} each slept on ${showLine(sleep!, second)}, and then on line ${second.line}, round by round. ` +
        `For one of them that took ${inAll(us)}; ${showDuration(sum(slept) / 1000)} of it went by on line ${second.line}.`,
      hint: `What is the sleep on line ${second.line} for, and how long should it be? If it is for others: what says when they are ready?`,
      at: second,
      costMs: (us - longestUs) / 1000,
    };
  }
  const isOwn = !awaits.isKnown || part.visits.some(({ step }) => awaits.isApart(step.at));
  // Who takes from what all share leaves open which rounds are its own: then their number is decided where they are made.
  const at = crew.made !== null && !isOwn ? crew.made : place;
  const early = doneEarly(story, part, place);
  const places = placesIn(part);
  const inTurn = places.length > 1 ? `Each round waits on ${showLines(places)}.` : null;
  return {
    code: "await-in-loop",
    message:
      `${many(crew, at)} went through ${showLine(place, at)} side by side. ` +
      `One of them did so ${times} times, one after the other: ${inAll(us)}, where the longest round takes ${showDuration(longestUs / 1000)}.` +
      (early === null
        ? inTurn === null
          ? ""
          : ` ${inTurn}`
        : ` Another one was done at ${showDuration(early.doneUs / 1000)}, and yet this one began its last round only at ${showDuration(early.lastUs / 1000)}.`),
    hint:
      early !== null
        ? takes(story, part) === null
          ? "Who does what is left when one of them is done early? Or, if each has work of its own: does one round need the round before?"
          : "Why was that one done while there was still something to take?"
        : inTurn !== null
          ? `Which of these waits does the next round need? And if the ${crew.what} share one list of work, how many of them may there be?`
          : `If the ${crew.what} share one list of work, how many of them may there be? If each has its own, does one round need the round before?`,
    at,
    costMs: (us - longestUs) / 1000,
  };
}

/** In the order in which they come. */
function placesIn({ visits }: Part): Position[] {
  return [...new Map(visits.map(({ step }) => [placeKey(step.at), step.at])).values()];
}

function sum(all: readonly number[]): number {
  return all.reduce((total, each) => total + each, 0);
}

function many({ what, count, made }: Crew, seenFrom: Position, called = ""): string {
  const verb = what === "tasks" ? "made" : "begun";
  return `${count} ${what}${made === null ? "" : `, ${verb} on ${showLine(made, seenFrom)}${called},`}`;
}

function inAll(us: number): string {
  return `${showDuration(us / 1000)} in all`;
}

function takes({ awaits }: Story, { visits }: Part): "queue" | "shared" | null {
  for (const { step } of visits) {
    const from = awaits.takes(step.at);
    if (from !== null) return from;
  }
  return null;
}

/** The entry may put in what it likes elsewhere: for it, only the very call that goes round counts. Who never had to wait for an item is known by the text. */
function isTaker(story: Story, { id, takers, waits }: TaskStory, part: Part): boolean {
  if (takes(story, part) === "queue") return true;
  const place = longestPlace(part.visits);
  const taken = takenAt(waits);
  // Who first does its work and then waits for what a queue brings does not work on that.
  const isBefore = (at: Position) => at.file !== place.file || isInOrder(at, place) || story.awaits.needs(place, at);
  if (taken.length > 0 && !taken.some(isBefore)) return false;
  return id === story.main ? takers.has(part.visits[0]!.step.frame) : takers.size > 0;
}

/** Each place once. */
const takenAt = keptFor((waits: readonly Wait[]): readonly Position[] => {
  const places = waits.flatMap(({ kind, frames }) => (kind === "queue" ? frames.slice(-1) : []));
  return [...new Map(places.map(({ at }) => [placeKey(at), at])).values()];
});

function isInOrder(first: Position, second: Position): boolean {
  return first.line < second.line || (first.line === second.line && first.column <= second.column);
}

/** The call that the rounds stand in. */
function outerStep({ visits }: Part): PathStep | undefined {
  const { step, stretches } = visits[0]!;
  const { steps } = stretches[0]!;
  return steps.slice(0, steps.indexOf(step)).findLast(({ frame }) => frame !== step.frame);
}

/**
 * A call that others of the same function follow, each begun when the one before has ended: in a loop, or one by one. Null when it shares nothing with
 * them, or when the end of the run had to wait for another one of them.
 */
export function beginsInTurn(
  { awaits, calls }: Story,
  path: CriticalPath,
  outer: PathStep | undefined,
  takesItself = false,
): Position | null {
  if (outer === undefined) return null;
  // Rounds that take something themselves leave nothing to take to the loop around them, though that looks like one that takes.
  if (awaits.takes(outer.at) !== null && !(takesItself && awaits.isApart(outer.at))) return null;
  const { at } = outer;
  const own = calls.get(placeKey(at));
  const hasTwin = own !== undefined && [...calls.values()].some((each) => each !== own && each.runs === own.runs);
  if (!awaits.isApart(at) && own?.again !== true && !hasTwin) return null;
  return timesGoneThrough(path).get(stepKey(outer))! > 1 ? null : at;
}

/** How often each call went through each of its awaits. */
const timesGoneThrough = keptFor(({ stretches }: CriticalPath): ReadonlyMap<string, number> => {
  const visits = new Map<string, Set<string>>();
  for (const { steps } of stretches) {
    for (const step of steps) visits.set(stepKey(step), (visits.get(stepKey(step)) ?? new Set()).add(step.visit));
  }
  return new Map([...visits].map(([key, own]) => [key, own.size]));
});

function stepKey({ frame, at }: PathStep): string {
  return `${frame} ${placeKey(at)}`;
}

/** @param place where the one call waited again and again */
export function explainFirstCall(
  outer: Position,
  place: Position,
  times: number,
  { us, longestUs }: Lengths,
): Explanation {
  return {
    code: "sequential-awaits",
    message:
      `${capital(showLine(outer, outer))} waited ${showDuration(us / 1000)} for one call, ` +
      `in which ${showLine(place, outer)} waited ${times} times, one after the other. ` +
      "The calls that were to share this work with it were begun only when it had ended.",
    hint: "When does each of them have to be there, so that it can take its share?",
    at: outer,
    costMs: (us - longestUs) / 1000,
  };
}

/** Several tasks were to share the rounds, but the first had done them all before the next was made. */
function explainLateTasks(story: Story, worker: TaskStory, { visits, us }: Part): Explanation | null {
  const crew = tasksLike(story, worker);
  // Who waits for more in a queue has not ended with its last round.
  const doneRow = Math.min(worker.endedRow, visits.at(-1)!.stretches.at(-1)!.wait.endedRow);
  if (crew.length < 2 || crew.some((each) => each !== worker && each.createdRow < doneRow)) return null;
  const others = crew.length - 1;
  const waits = story.tasks.get(worker.creator)?.waits ?? [];
  const wait = waits.find(({ on }) => on === worker.id) ?? waits.find((each) => isPast(each, doneRow));
  const at = wait?.frames.at(-1)?.at;
  if (at === undefined) return null;
  const made = worker.createdAt!;
  const whose = made.line === at.line && made.file === at.file ? "that it made" : `of ${showLine(made, at)}`;
  return {
    code: "sequential-awaits",
    message:
      `${capital(showLine(at, at))} waited ${showDuration(us / 1000)} for the first task ${whose}. ` +
      `The other ${others === 1 ? "one was" : `${others} were`} made only after that, with nothing left to do.`,
    hint: "When does each task have to be there, so that it can take its share?",
    at,
    costMs: Math.round(us * (1 - 1 / crew.length)) / 1000,
  };
}

/** It went on when this had happened. */
function isPast({ kind, beganRow, endedRow }: Wait, row: number): boolean {
  return !endsByItself(kind) && beganRow < row && endedRow > row;
}
