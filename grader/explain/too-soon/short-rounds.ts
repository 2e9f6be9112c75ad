import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { criticalPath, type Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { findSettled } from "./settled.ts";
import { tellStory, type Story } from "../story/story.ts";
import { isSleep, partsOf, visitsAt, type Visit } from "../story/visits.ts";

/** More lengths than this are not listed. */
const mostShown = 6;

/**
 * A loop whose rounds went by too quickly: what was tried again comes from somewhere else (a function that was handed in), so that no
 * request tells a try from a pause.
 */
export function findShortRounds(run: Run): Explanation | null {
  const story = tellStory(run);
  const { stretches } = criticalPath(story);
  const paused = callsItself(stretches) ? pausesOfCalls(stretches) : null;
  if (paused !== null) return explainPauses(story, paused);
  const depths = Math.max(0, ...stretches.map(({ steps }) => steps.length));
  for (let depth = 0; depth < depths; depth++) {
    const part = partsOf(
      visitsAt(
        stretches.filter(({ steps }) => steps.length > depth),
        depth,
      ),
    ).find(({ visits }) => visits.length > 1);
    // Who takes item after item has to wait for items, and for no pause.
    if (part === undefined || part.visits.some(({ step }) => story.awaits.takes(step.at) === "queue")) continue;
    const isOneCall = new Set(part.visits.map(({ step }) => step.frame)).size === 1;
    const pauses = isOneCall ? null : pausesOfCalls(stretches);
    return pauses === null ? explainLoop(story, part.visits) : explainPauses(story, pauses);
  }
  return null;
}

/** What a call waited in is waited in by one that it waits for: their rounds stand at different depths. */
function callsItself(stretches: readonly Stretch[]): boolean {
  const places = new Map<number, Set<string>>();
  for (const { steps } of stretches) {
    for (const { frame, at } of steps) places.set(frame, (places.get(frame) ?? new Set()).add(placeKey(at)));
  }
  return stretches.some(({ steps }) => {
    const own = steps.at(-1);
    return steps.some(({ frame }) => frame !== own!.frame && places.get(frame)!.has(placeKey(own!.at)));
  });
}

function explainLoop(story: Story, visits: readonly Visit[]): Explanation {
  const { at } = visits[0]!.step;
  const inner = visits.flatMap(({ stretches }) => stretches);
  const other = visits.find(({ step }) => !samePlace(step.at, at))?.step.at ?? at;
  const rounds = visits.filter(({ step }) => samePlace(step.at, other));
  const pauses = pausesIn(inner) ?? (other !== at || rounds.every(isSleep) ? rounds.map(pauseOf) : null);
  // A sleep in what was handed in is the work itself.
  if (pauses !== null && (other !== at || inner.some(isOwnSleep))) return explainPauses(story, pauses);
  const isPaused = inner.some(isOwnSleep);
  return {
    code: "short-rounds",
    message: `${capital(showLine(at, at))} waited ${visits.length} times, ${isPaused ? nothingBetween : "without a pause between"}.`,
    hint: betweenHint,
    at,
    costMs: 0,
  };
}

interface Pause {
  readonly at: Position;
  readonly frame: number;
  readonly us: number;
  readonly fromUs: number;
}

function explainPauses(story: Story, pauses: readonly Pause[]): Explanation {
  const [{ at, frame, fromUs }, last] = [pauses[0]!, pauses.at(-1)!];
  const isIdle = pauses.length > 1 && sum(pauses) === last.fromUs + last.us - fromUs;
  const settled = isIdle ? findSettled(story, frame) : null;
  const shown = pauses.slice(0, mostShown).map(({ us }) => showDuration(us / 1000));
  return {
    code: "short-rounds",
    message:
      `${capital(showLine(at, at))} waited ${shown.join(", ")}${pauses.length > mostShown ? ", …" : ""}, ${isIdle ? nothingBetween : "from round to round"}.` +
      (settled === null ? "" : ` ${settled.message}`),
    hint:
      settled?.hint ?? (isIdle ? betweenHint : "How long should it wait in each round, compared with the one before?"),
    at: settled?.at ?? at,
    costMs: 0,
  };
}

const nothingBetween = "and nothing between took any time";
const betweenHint = "Does something have to come before it is done again? And when it has to be done once more?";

/**
 * Where the submission itself slept most often, beside what else was waited for; null when nothing else was: then nobody knows which of the sleeps are
 * pauses, and which stand for work.
 * @param work where what is tried sleeps, when that is known
 */
function pausesIn(stretches: readonly Stretch[], work?: Position): readonly Pause[] | null {
  const isWork = (stretch: Stretch): boolean =>
    work === undefined ? !isOwnSleep(stretch) : samePlace(stretch.steps.at(-1)?.at ?? work, work);
  if (!stretches.some(isWork)) return null;
  const pauses = stretches.filter((stretch) => !isWork(stretch) && isOwnSleep(stretch));
  const [first, ...others] = groupedBy(pauses, ({ steps }) => placeKey(steps.at(-1)!.at));
  if (first === undefined) return null;
  return others
    .reduce((best, each) => (each.length > best.length ? each : best), first)
    .map(({ steps, fromUs, toUs }) => ({ ...steps.at(-1)!, fromUs, us: toUs - fromUs }));
}

/** The same where each call waits for the next: what they sleep in first is what they try. */
function pausesOfCalls(stretches: readonly Stretch[]): readonly Pause[] | null {
  return pausesIn(stretches) ?? pausesIn(stretches, stretches[0]!.steps.at(-1)?.at);
}

function sum(pauses: readonly Pause[]): number {
  return pauses.reduce((all, { us }) => all + us, 0);
}

function pauseOf({ step, us, stretches }: Visit): Pause {
  return { ...step, us, fromUs: stretches[0]!.fromUs };
}

/** A sleep in code that somebody handed in stands where that is called: on the line of the await around it. */
function isOwnSleep({ wait, steps }: Stretch): boolean {
  const own = steps.at(-1);
  return wait.kind === "sleep" && own !== undefined && own.at.line !== steps.at(-2)?.at.line;
}
