import type { Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";
import type { Candidate } from "./candidate.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import { groupedBy } from "./grouped-by.ts";
import { placeKey } from "./place.ts";
import { explainBesidePauses } from "./beside-pauses.ts";
import { explainRounds } from "./rounds.ts";
import { explainPartlySideBySide, explainSequence, explainSideBySide } from "./sequence.ts";
import type { Story } from "./story.ts";
import { partsOf, visitsAt, type Part } from "./visits.ts";

/** Longer chains of awaits are compared only as a whole and in neighboring pairs. */
const mostCombined = 8;

/**
 * Every place on the critical path where one call waited for one thing after another. Whether the second needed the
 * first the trace cannot know, and the text of the submission not always: the caller chooses by what is known to be possible.
 */
export function findSerial(run: Run, story: Story, path: CriticalPath): Candidate[] {
  return inFrames({ run, story, path }, path.stretches, 0);
}

interface Told {
  readonly run: Run;
  readonly story: Story;
  readonly path: CriticalPath;
}

function inFrames(told: Told, stretches: readonly Stretch[], depth: number): Candidate[] {
  const { run, story, path } = told;
  const found: Candidate[] = [];
  for (const own of groupedBy(stretches, (stretch) => stretch.steps[depth]?.frame)) {
    const visits = visitsAt(own, depth);
    const parts = partsOf(visits);
    for (const part of parts) {
      if (part.visits.length > 1) found.push(explainRounds(run, story, path, part), ...explainBesidePauses(part));
    }
    const sequences = [...splits(parts)].filter(({ first, second }) => !isNeeded(story, first, second));
    const [chained, rows] = [true, false].map((is) =>
      [...ranges(parts)].filter((range) => isChained(story, range) === is),
    );
    // Of two that cost the same the simpler one is told: one await before another, several side by side, and only then a row before a row.
    const [simple, longer] = [sequences.filter(isSimple), sequences.filter((cut) => !isSimple(cut))];
    found.push(...simple.map(({ first, second }) => explainSequence(story, first, second)));
    found.push(...rows!.map((row) => explainSideBySide(story, row)));
    found.push(...longer.map(({ first, second }) => explainSequence(story, first, second)));
    found.push(...chained!.flatMap((row) => explainPartlySideBySide(story, row)));
    // What an async generator does is one call, however many values it gives.
    for (const call of groupedBy(own, (stretch) => stretch.steps[depth]!.visit)) {
      if (call.length > 1) found.push(...inFrames(told, call, depth + 1));
    }
  }
  return found;
}

/** Of several things that are waited for at once the path leads through one, which may need less than all of them do. */
function needsOf(story: Story, later: Part, earlier: Position): boolean {
  const [{ step, stretches }] = later.visits as [Part["visits"][number]];
  const { awaits, tasks } = story;
  const wait = tasks.get(step.task)?.waits.find(({ number }) => step.visit === `wait ${number}`);
  const count = Number(/^gather of (\d+)/.exec(wait?.what ?? "")?.[1] ?? 0);
  const made = [...tasks.values()].filter(
    ({ creator, createdRow }) => creator === step.task && wait !== undefined && createdRow < wait.beganRow,
  );
  const things = made.toSorted((a, b) => a.createdRow - b.createdRow).slice(-count);
  const next = stretches[0]!.steps[stretches[0]!.steps.indexOf(step) + 1];
  const one = count === 0 ? -1 : things.findIndex(({ id }) => id === next?.task);
  return (one < 0 ? null : awaits.oneNeeds(step.at, one, count, earlier)) ?? awaits.needs(step.at, earlier);
}

function isNeeded(story: Story, first: readonly Part[], second: readonly Part[]): boolean {
  const earlier = placesOf(first);
  const [only] = second;
  if (second.length === 1 && only!.visits.length === 1) return earlier.some((before) => needsOf(story, only!, before));
  return placesOf(second).some((later) => earlier.some((before) => story.awaits.needs(later, before)));
}

function isChained(story: Story, parts: readonly Part[]): boolean {
  return parts.some((part, i) => isNeeded(story, parts.slice(0, i), [part]));
}

function placesOf(parts: readonly Part[]): Position[] {
  const places = new Map<string, Position>();
  for (const { visits } of parts) for (const { step } of visits) places.set(placeKey(step.at), step.at);
  return [...places.values()];
}

interface Cut {
  readonly first: readonly Part[];
  readonly second: readonly Part[];
}

function isSimple({ first, second }: Cut): boolean {
  return first.length === 1 && second.length === 1;
}

/** Every piece of the row, cut in two. */
function* splits(parts: readonly Part[]): Iterable<Cut> {
  for (let cut = 1; cut < parts.length; cut++) {
    const [before, after] = [parts.slice(0, cut), parts.slice(cut)];
    if (parts.length > mostCombined) {
      yield { first: before.slice(-1), second: after.slice(0, 1) };
      continue;
    }
    for (let from = cut - 1; from >= 0; from--) {
      for (let to = cut + 1; to <= parts.length; to++) {
        yield { first: parts.slice(from, cut), second: parts.slice(cut, to) };
      }
    }
  }
}

/** Every piece of three or more. */
function* ranges(parts: readonly Part[]): Iterable<readonly Part[]> {
  for (let length = 3; length <= parts.length; length++) {
    if (parts.length > mostCombined && length < parts.length) continue;
    for (let start = 0; start + length <= parts.length; start++) yield parts.slice(start, start + length);
  }
}
