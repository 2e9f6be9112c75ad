import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { withoutWaiting } from "../lost-time/candidate.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import { wonBy } from "../story/replay.ts";
import type { Story, TaskStory } from "../story/story.ts";
import { isSleep, type Visit } from "../story/visits.ts";

/** Tasks that are looked at, and runs that are played again, at most. */
const mostLooked = 100;
const mostPlayed = 10;

/**
 * Tasks on the critical path that were made only when their maker had waited for something else first, where the path then leads on through what they held
 * up elsewhere (a lock, a queue), not through a wait of their maker. As far as the text tells they needed nothing of that. Tell it only when the run is
 * shorter without that wait by just what was lost.
 */
export function findMadeAfter({ trace }: Run, story: Story, { stretches }: CriticalPath): Explanation[] {
  const found: Explanation[] = [];
  const seen = new Set<string>();
  let left = mostLooked;
  for (const [index, next] of stretches.entries()) {
    const before = stretches[index - 1];
    const made = before === undefined ? undefined : madeBetween(story, before, next);
    if (made === undefined) continue;
    if (left-- === 0) break;
    const visit = waitBefore(story, stretches, index, made);
    if (visit === null || seen.has(visit.step.visit) || isNeeded(story, made, visit)) continue;
    seen.add(visit.step.visit);
    if (seen.size > mostPlayed) break;
    const us = wonBy(story, trace, withoutWaiting(story, [{ visits: [visit], us: visit.us }]));
    if (us !== null && us > 0) found.push(explain(made, visit, us));
  }
  return found;
}

/** A task that began with the second stretch, of which the first one's tasks know nothing. */
function madeBetween({ tasks, main }: Story, before: Stretch, next: Stretch): TaskStory | undefined {
  for (const id of [...next.steps.map(({ task }) => task), next.task]) {
    const task = tasks.get(id);
    const isNew = task !== undefined && task.id !== main && task.createdUs === before.toUs;
    if (isNew && task.createdAt !== null && !before.steps.some((step) => step.task === id)) return task;
  }
  return undefined;
}

/** What its maker waited for just before: in the call that goes on afterwards. */
function waitBefore({ tasks }: Story, stretches: readonly Stretch[], index: number, made: TaskStory): Visit | null {
  const own = stretches[index - 1]!.steps.filter(({ task }) => task === made.creator);
  const later = laterFrames(tasks.get(made.creator), made);
  const step = own.findLast(({ frame }) => later.has(frame));
  if (step === undefined) return null;
  const isIn = ({ steps }: Stretch) => steps.some((each) => isSameVisit(each, step));
  let first = index - 1;
  while (first > 0 && isIn(stretches[first - 1]!)) first--;
  const during = stretches.slice(first, index);
  const visit = { step, us: during.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0), stretches: during };
  return isSleep(visit) ? null : visit;
}

function isSameVisit(a: PathStep, b: PathStep): boolean {
  return a.frame === b.frame && a.visit === b.visit && samePlace(a.at, b.at);
}

function laterFrames(maker: TaskStory | undefined, { createdRow }: TaskStory): ReadonlySet<number> {
  const later = (maker?.waits ?? []).filter(({ beganRow }) => beganRow > createdRow);
  return new Set(later.flatMap(({ frames }) => frames.map(({ frame }) => frame)));
}

/** What the maker waits for afterwards needs what it waited for before: the task may be part of that. */
function isNeeded({ awaits, tasks }: Story, { creator, createdRow }: TaskStory, { step }: Visit): boolean {
  if (!awaits.isKnown) return true;
  const later = (tasks.get(creator)?.waits ?? []).filter(({ beganRow }) => beganRow > createdRow);
  return later.some(({ frames }) => frames.some(({ frame, at }) => frame === step.frame && awaits.needs(at, step.at)));
}

function explain({ createdAt, createdUs }: TaskStory, { step, us }: Visit, wonUs: number): Explanation {
  const { at } = step;
  const line = showLine(createdAt!, at);
  return {
    code: "created-late",
    message:
      `Line ${at.line} waited ${showDuration(us / 1000)}, and only then, at ${showDuration(createdUs / 1000)}, ${line} made a task ` +
      "that the end of the run had to wait for.",
    hint: `Does what ${line} makes need what line ${at.line} gives? If not, make it before you wait there.`,
    at,
    costMs: wonUs / 1000,
  };
}
