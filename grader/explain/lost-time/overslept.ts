import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { keptFor } from "../story/kept-for.ts";
import { madeBy } from "../story/made-by.ts";
import { letGoBy, roundsOf } from "../story/path-by.ts";
import { isAlike } from "../story/crew.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/** What a sleeper gave time to, and from when on it was over. */
interface Over {
  readonly atUs: number;
  /** `task-1 was done at 200 ms`. */
  readonly what: string;
}

/**
 * Sleeps on the critical path that went on after what they gave time to was over: tasks that the sleeper had made were pending when it
 * lay down, and done, or idle for good, before it woke. Waiting for them would have ended sooner.
 */
export function findOverslept(run: Run, story: Story, path: CriticalPath): Explanation[] {
  return path.stretches.flatMap((stretch) => {
    const isLook = stretch.wait.kind === "sleep" && isLastLook(path, stretch);
    const over = isLook ? lastOver(run, story, stretch) : null;
    return over === null ? [] : explain(stretch, path, over);
  });
}

/**
 * The same for a sleeper that looked for what another task did: the time that was lost begins at the very instant at which that task ended, or
 * at which something came that it had waited for.
 * @param lostUs what the run took too long
 */
export function findLookedLate(run: Run, story: Story, path: CriticalPath, lostUs: number): Explanation[] {
  return path.stretches.flatMap((stretch) => {
    const sought = stretch.toUs - lostUs;
    const { wait, fromUs, toUs } = stretch;
    if (wait.kind !== "sleep" || sought < fromUs || sought >= toUs) return [];
    const rounds = roundsOf(path, stretch).length;
    if (sought === fromUs && rounds < 2) return [];
    const waiting = waitingSince(path, stretch, sought);
    const isOpener = waiting.size > 0 && rounds === 1;
    if (!isLastLook(path, stretch) && !isOpener) return [];
    const what = whatCame(run, story, stretch, sought, waiting);
    return what === null ? [] : explain(stretch, path, { atUs: sought, what });
  });
}

/**
 * Of several sleeps in one place only the last can have come too late, and only if they came at intervals. Who sets others going after each
 * does not look for anything; who calls others off may have looked when to.
 */
function isLastLook(path: CriticalPath, stretch: Stretch): boolean {
  const rounds = roundsOf(path, stretch);
  if (rounds.at(-1) !== stretch) return false;
  const isSetGoing = ({ kind }: Wait) => !endsByItself(kind);
  if (letGoBy(path, stretch.task, stretch.toUs).some(isSetGoing)) return false;
  const lengths = rounds.map(({ fromUs, toUs }) => toUs - fromUs);
  const growth = lengths.slice(1).map((length, i) => length / lengths[i]!);
  return growth.every((factor) => factor === growth[0] || factor === 1);
}

/** Those that it then lets go on, and that have waited for just that since then. */
function waitingSince(path: CriticalPath, stretch: Stretch, sinceUs: number): ReadonlySet<number> {
  const held = letGoBy(path, stretch.task, stretch.toUs).filter(({ beganUs }) => beganUs === sinceUs);
  return new Set(held.map(({ task }) => task));
}

function whatCame(
  run: Run,
  story: Story,
  { task: sleeper, wait: sleep }: Stretch,
  us: number,
  waiting: ReadonlySet<number>,
): string | null {
  const when = `at ${showDuration(us / 1000)}`;
  const own = story.tasks.get(sleeper);
  // Its like do the same as the sleeper, and it needs none of them.
  const isOther = (id: number): boolean => {
    const task = story.tasks.get(id);
    return own !== undefined && task !== undefined && !isAlike(task, own);
  };
  const first = <T extends { readonly task: number }>(all: readonly T[] | undefined, isNews: (one: T) => boolean) =>
    (all ?? [])
      .slice(0, mostAtOnce)
      .filter((one) => isOther(one.task) && isNews(one))
      .toSorted((a, b) => story.tasks.get(a.task)!.createdRow - story.tasks.get(b.task)!.createdRow)[0];
  const over = waitsByEnd(story.waits).get(us) ?? [];
  const done = first(endingsByTime(story.endings).get(us), ({ task }) => {
    const { createdAt } = story.tasks.get(task)!;
    const places = over.filter((wait) => wait.task === task).flatMap(placesOf);
    return task !== story.main && isSought(story, sleep, createdAt === null ? places : [createdAt, ...places]);
  });
  if (done !== undefined) return `${showTask(recordOf(run, done.task)!)} was done ${when}`;
  const wait = first(over, (each) => {
    const { kind, task, beganUs, endedUs, frames } = each;
    const at = frames.at(-1)?.at;
    const isNews = isWork(kind) && beganUs < endedUs && at !== undefined;
    if (!isNews || (kind === "sleep" && story.awaits.isLook(at))) return false;
    return waiting.has(task) || isSought(story, sleep, placesOf(each));
  });
  return wait === undefined
    ? null
    : `what ${showTask(recordOf(run, wait.task)!)} waited for on line ${wait.frames.at(-1)!.at.line} came ${when}`;
}

/** Of more that came at one moment only the first are looked at. */
const mostAtOnce = 100;

const endingsByTime = keptFor(
  (endings: Story["endings"]): ReadonlyMap<number, Story["endings"]> =>
    new Map(groupedBy(endings, ({ us }) => us).map((same) => [same[0]!.us, same])),
);

const waitsByEnd = keptFor(
  (waits: readonly Wait[]): ReadonlyMap<number, readonly Wait[]> =>
    new Map(groupedBy(waits, ({ endedUs }) => endedUs).map((same) => [same[0]!.endedUs, same])),
);

/** The sleeper looks for what comes after one of these places, or goes on with it: that both came at one time may be chance. Without the text nobody knows better. */
function isSought({ awaits }: Story, { frames }: Wait, places: readonly Position[]): boolean {
  return (
    !awaits.isKnown ||
    frames.some(({ at }) => places.some((place) => awaits.readsAfter(at, place) || awaits.looksFor(at, place)))
  );
}

function placesOf({ frames }: Wait): Position[] {
  return frames.map(({ at }) => at);
}

function isWork(kind: string): boolean {
  return endsByItself(kind) || kind === "native";
}

function explain(stretch: Stretch, path: CriticalPath, { atUs, what }: Over): Explanation[] {
  const at = stretch.wait.frames.at(-1)?.at;
  if (at === undefined) return [];
  const costMs = (stretch.toUs - atUs) / 1000;
  const slept = showDuration((stretch.toUs - stretch.fromUs) / 1000);
  const isTimer = stretch.wait.legs.length > 1;
  const rounds = roundsOf(path, stretch).length;
  return [
    {
      code: "sleep-not-wait",
      message:
        `The ${rounds > 1 ? `last of the ${isTimer ? "timers" : "sleeps"}` : `sleep of ${slept}`} on line ${at.line} ` +
        `${atUs === stretch.fromUs ? `began at ${showDuration(stretch.fromUs / 1000)} and ` : ""}went on until ${showDuration(stretch.toUs / 1000)}, ` +
        `but ${what}: ${showDuration(costMs)} for nothing.`,
      hint: "How long something takes is only a guess here. What could you wait for instead, that ends when the work does?",
      at,
      costMs,
    },
  ];
}

/** When the last of the sleeper's own tasks was over while it slept; null when one of them is still to be waited for. */
function lastOver(run: Run, story: Story, { task: sleeper, fromUs, toUs, wait }: Stretch): Over | null {
  let last: Over | null = null;
  for (const task of madeBy(story, sleeper)) {
    if (task.createdRow > wait.beganRow || task.endedRow < wait.beganRow) continue;
    const record = recordOf(run, task.id)!;
    const endedUs = run.trace.at[task.endedRow] ?? Number.POSITIVE_INFINITY;
    const isDone = endedUs <= toUs && task.endedRow < wait.endedRow;
    const atUs = isDone ? endedUs : idleSince(task, record.state, toUs);
    if (atUs === null) return null;
    const when = showDuration(atUs / 1000);
    const what = isDone
      ? `${showTask(record)} was done at ${when}`
      : `${showTask(record)} had nothing to do after ${when}`;
    if (last === null || atUs > last.atUs) last = { atUs, what };
  }
  return last !== null && last.atUs > fromUs && last.atUs < toUs ? last : null;
}

/** A task that only others can wake, and that nobody woke again but to cancel it, if at all. */
const wokenByOthers = new Set(["queue", "lock", "semaphore", "event", "condition", "barrier"]);

function idleSince(task: TaskStory, state: string, toUs: number): number | null {
  const wait = task.waits.at(-1);
  if (wait === undefined || (state !== "cancelled" && state !== "pending")) return null;
  return wokenByOthers.has(wait.kind) && wait.endedUs >= toUs && wait.beganUs < toUs ? wait.beganUs : null;
}
