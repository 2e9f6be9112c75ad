import type { Run } from "../../sandbox/index.ts";
import type { Candidate } from "./candidate.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { keptFor } from "../story/kept-for.ts";
import { madeBefore, madeBy } from "../story/made-by.ts";
import { placeKey } from "../story/place.ts";
import { explainBesidePauses } from "./beside-pauses.ts";
import { explainMadeLateInGroup, isGroup } from "./made-late-in-group.ts";
import { explainRounds } from "./rounds.ts";
import { explainPartlySideBySide, explainSequence, explainSideBySide } from "./sequence.ts";
import type { Story } from "../story/story.ts";
import { partsOf, visitsAt, type Part, type Visit } from "../story/visits.ts";
import { waitOf } from "../story/waits-by.ts";

/** Longer chains of awaits are compared only as a whole and in neighboring pairs. */
const mostCombined = 8;

/**
 * Every place on the critical path where one call waited for one thing after another. Whether the second needed the
 * first the trace cannot know, and the text of the submission not always: what is known besides is told, and the caller chooses by what is known to be possible.
 */
export function findSerial(run: Run, story: Story, path: CriticalPath, comesInTurn: ComesInTurn): Candidate[] {
  return inFrames({ run, story, path, comesInTurn }, path.stretches, 0);
}

/** Whether it is known that the second has to come after all of the first. */
export type ComesInTurn = (first: readonly Stretch[], second: Stretch) => boolean;

interface Told {
  readonly run: Run;
  readonly story: Story;
  readonly path: CriticalPath;
  readonly comesInTurn: ComesInTurn;
}

function inFrames(told: Told, stretches: readonly Stretch[], depth: number): Candidate[] {
  const { run, story, path, comesInTurn } = told;
  const isOrdered = (before: Visit, after: Visit): boolean => comesInTurn(before.stretches, after.stretches[0]!);
  const isInTurn = (before: Part, after: Part): boolean =>
    comesInTurn(before.visits.flatMap(({ stretches }) => stretches), after.visits[0]!.stretches[0]!); // prettier-ignore
  const found: Candidate[] = [];
  for (const own of groupedBy(stretches, (stretch) => stretch.steps[depth]?.frame)) {
    const visits = visitsAt(own, depth);
    const parts = partsOf(visits);
    for (const part of parts) {
      if (part.visits.length === 1 || part.visits.every((each, i) => i === 0 || isOrdered(part.visits[i - 1]!, each)))
        continue;
      if (isGroup(story, part)) {
        const late = explainMadeLateInGroup(story, part);
        if (late !== null) found.push(late);
        continue;
      }
      found.push(explainRounds(run, story, path, part), ...explainBesidePauses(part));
    }
    const sequences = [...splits(parts)].filter(
      ({ first, second }) => !isNeeded(story, first, second) && !isInTurn(first.at(-1)!, second[0]!),
    );
    const follows = (range: readonly Part[]) => range.slice(1).map((each, i) => isInTurn(range[i]!, each));
    const all = [...ranges(parts)];
    const chained = all.filter((range) => isChained(story, range) && !follows(range).every(Boolean));
    const rows = all.filter((range) => !isChained(story, range) && !follows(range).some(Boolean));
    // Of two that cost the same the simpler one is told: one await before another, several side by side, and only then a row before a row.
    const [simple, longer] = [sequences.filter(isSimple), sequences.filter((cut) => !isSimple(cut))];
    found.push(...simple.map(({ first, second }) => explainSequence(story, first, second)));
    found.push(...rows.map((row) => explainSideBySide(story, row)));
    found.push(...longer.map(({ first, second }) => explainSequence(story, first, second)));
    found.push(...chained.flatMap((row) => explainPartlySideBySide(story, row)));
    // What an async generator does is one call, however many values it gives.
    for (const call of groupedBy(own, (stretch) => stretch.steps[depth]!.visit)) {
      if (call.length > 1) found.push(...inFrames(told, call, depth + 1));
    }
  }
  return found;
}

/** What a single visit needs: of several things that are waited for at once the path leads through one, which may need less than all of them do. */
const neededBy = keptFor((story: Story) =>
  keptFor(({ step, stretches }: Visit): ReadonlySet<string> => {
    const wait = waitOf(story, step);
    const count = Number(/^gather of (\d+)/.exec(wait?.what ?? "")?.[1] ?? 0);
    const next = stretches[0]!.steps[stretches[0]!.steps.indexOf(step) + 1];
    const thing = next === undefined ? undefined : story.tasks.get(next.task);
    if (wait === undefined || thing?.creator !== step.task) return story.awaits.reads(step.at);
    const made = madeBy(story, step.task);
    const one = madeBefore(made, thing.createdRow) - Math.max(0, madeBefore(made, wait.beganRow) - count);
    return (
      (one < 0 || one >= count || thing.createdRow > wait.beganRow
        ? null
        : story.awaits.oneReads(step.at, one, count)) ?? story.awaits.reads(step.at)
    );
  }),
);

function isNeeded(story: Story, first: readonly Part[], second: readonly Part[]): boolean {
  return readsAny(story, second, placesOf(first));
}

function readsAny(story: Story, parts: readonly Part[], earlier: ReadonlySet<string>): boolean {
  const [only] = parts;
  const isOne = parts.length === 1 && only!.visits.length === 1;
  const isEarlier = (key: string) => earlier.has(key);
  if (isOne) return [...neededBy(story)(only!.visits[0]!)].some(isEarlier);
  return parts.some(({ visits }) => visits.some(({ step }) => [...story.awaits.reads(step.at)].some(isEarlier)));
}

function isChained(story: Story, parts: readonly Part[]): boolean {
  const earlier = new Set<string>();
  return parts.some((part) => {
    const isNext = readsAny(story, [part], earlier);
    for (const { step } of part.visits) earlier.add(placeKey(step.at));
    return isNext;
  });
}

function placesOf(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(parts.flatMap(({ visits }) => visits.map(({ step }) => placeKey(step.at))));
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
    if (parts.length > mostCombined) {
      yield { first: [parts[cut - 1]!], second: [parts[cut]!] };
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
