import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { lastBelow } from "../story/in-order.ts";
import { keptFor } from "../story/kept-for.ts";
import { samePlace, showLine } from "../story/place.ts";
import type { Story } from "../story/story.ts";

/** More visits of limited awaits than these are not looked at. */
const mostVisits = 300;

/** One stay in an await that has a time limit. */
interface Visit {
  readonly step: PathStep;
  /** Of its first and its last stretch. */
  readonly first: number;
  last: number;
}

/**
 * Awaits on the critical path that ended before their time was up, but would not have, had it begun to count with the call that they stand in, or with its
 * task: the waits before them did not count. That they should nobody knows: tell it only when it cost just what was lost.
 */
export function findLateLimits({ trace }: Run, story: Story, { stretches }: CriticalPath): Explanation[] {
  const visits = visitsOf(story, stretches);
  if (visits.length === 0) return [];
  const timers = timersOf(trace);
  return visits.slice(0, mostVisits).flatMap(({ step, first, last }): Explanation[] => {
    const [{ fromUs, wait }, endUs] = [stretches[first]!, stretches[last]!.toUs];
    // The runtime sets it just before what it is for begins.
    const row = lastBelow(timers.get(step.task) ?? [], (each) => each, wait.beganRow);
    const dueUs = row === undefined ? Number.NaN : Math.round(Number.parseFloat(trace.detail[row]!) * 1000);
    if (row === undefined || trace.at[row] !== fromUs || !(dueUs > endUs)) return [];
    const givenUs = dueUs - fromUs;
    const before = stretches.slice(0, first).findLast((stretch) => isIn(stretch, step));
    const after = before?.steps.find((each) => isOf(each, step))?.at ?? null;
    return beginnings(story, stretches, step)
      .filter((us) => us < fromUs && us + givenUs < endUs)
      .map((us) => explain({ at: step.at, after, givenUs, fromUs, endUs, us }));
  });
}

/** The rows in which the runtime set a timer for a task, which no line of the submission did. */
const timersOf = keptFor(({ event, task, site }: Run["trace"]): ReadonlyMap<number, readonly number[]> => {
  const rows = event.flatMap((each, row) =>
    each === "timer-set" && site[row] === null && task[row] !== 0 ? [row] : [],
  );
  return new Map(groupedBy(rows, (row) => task[row]!).map((own) => [task[own[0]!]!, own]));
});

function visitsOf({ awaits }: Story, stretches: readonly Stretch[]): readonly Visit[] {
  const visits = new Map<string, Visit>();
  for (const [index, { steps }] of stretches.entries()) {
    const step = steps.findLast(({ at }) => awaits.isLimited(at));
    if (step === undefined) continue;
    const key = `${step.task} ${step.frame} ${step.visit}`;
    const known = visits.get(key);
    if (known === undefined) visits.set(key, { step, first: index, last: index });
    else known.last = index;
  }
  return [...visits.values()].filter(({ last }) => !stretches[last]!.wait.cut);
}

/** When its call began, and its task: as far as the path was there. */
function beginnings({ tasks }: Story, stretches: readonly Stretch[], step: PathStep): readonly number[] {
  const call = stretches.find((stretch) => isIn(stretch, step))?.fromUs;
  return [...new Set([call, tasks.get(step.task)?.createdUs])].filter((us) => us !== undefined);
}

function isIn({ steps }: Stretch, step: PathStep): boolean {
  return steps.some((each) => isOf(each, step));
}

function isOf(each: PathStep, { task, frame }: PathStep): boolean {
  return each.task === task && each.frame === frame;
}

interface Late {
  readonly at: Position;
  readonly after: Position | null;
  readonly givenUs: number;
  readonly fromUs: number;
  readonly endUs: number;
  /** From when on it did not count. */
  readonly us: number;
}

function explain({ at, after, givenUs, fromUs, endUs, us }: Late): Explanation {
  const [given, from, since, end, due] = [givenUs, fromUs, us, endUs, us + givenUs].map((each) =>
    showDuration(each / 1000),
  );
  const behind = after === null || samePlace(after, at) ? "" : `, after the wait on ${showLine(after, at)}`;
  return {
    code: "time-limit",
    message: `The ${given} that line ${at.line} gives began to count only at ${from}${behind}. From ${since} on they would have been up at ${due}, and what line ${at.line} waited for went on until ${end}.`,
    hint: "From which moment on does this time count, and what should it be for?",
    at,
    costMs: (endUs - us - givenUs) / 1000,
  };
}
