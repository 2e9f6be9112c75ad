import type { Position } from "../../values/index.ts";
import { Callers } from "./callers.ts";
import { endsByItself } from "./ends-by-itself.ts";
import { firstNotBefore } from "./in-order.ts";
import type { Chain } from "./timers.ts";
import type { Freed } from "./freed-places.ts";
import type { Story, TaskStory, Wait } from "./story.ts";

/**
 * One await that a stretch of time went by in, from the entry's own body inward. Two steps of one `frame` with different
 * `visit`s follow one another in that call's code.
 */
export interface PathStep {
  /** The task whose code this is. */
  readonly task: number;
  readonly frame: number;
  readonly at: Position;
  readonly visit: string;
}

/** A stretch of the critical path: for this long nothing else had to happen for the run to end sooner. */
export interface Stretch {
  readonly task: number;
  readonly wait: Wait;
  readonly fromUs: number;
  readonly toUs: number;
  readonly steps: readonly PathStep[];
}

export interface CriticalPath {
  /** In the order of time, without overlaps. */
  readonly stretches: readonly Stretch[];
  /** Waits for somebody else's lock, permit or queue that the path leads through: then the other one's stretches follow. */
  readonly blocked: readonly Wait[];
}

/** Kinds of waiting that hand over to the awaited task, as a call does. In the others the waker is a stranger. */
const callLike = new Set(["task", "gather", "group", "native", "future"]);

/**
 * Why the run ended when it did, walked backward from the entry's end: what did the task wait for last, who ended that,
 * what did that one wait for last, … and at a task's beginning on to who made it. Positions are rows of the trace, not
 * times, since much happens at one time; each step goes to an earlier row, so that the walk ends.
 * @param followsLooks whether who looked for a change went on because of what came just before that change, instead of because its sleep was over
 */
export function criticalPath(story: Story, followsLooks = false): CriticalPath {
  const stretches: Stretch[] = [];
  const blocked: Wait[] = [];
  let task = story.tasks.get(story.main);
  let row = story.endRow + 1;
  let us = story.endUs;
  const callers = new Callers();
  while (task !== undefined) {
    const last = lastBelow(task.waits, row);
    const gap: Gap | null = gapBefore(story, task, task.waits[last], row, us);
    if (gap !== null) {
      if ("chain" in gap) {
        const wait = gap.around ?? nameless;
        const slept = { ...wait, task: task.id, kind: "sleep", beganUs: 0, endedUs: us, legs: gap.chain.legs };
        const steps = callers.steps(gap.around === null ? [] : [gap.around]);
        stretches.push(...legsOf(slept, steps).toReversed());
        us = gap.chain.legs[0]!.fromUs;
        row = gap.chain.setRow;
      } else {
        blocked.push({ ...gap.around, endedUs: us, endedRow: row, waker: gap.by.task });
        callers.leaveOut(gap.by.task);
        task = story.tasks.get(gap.by.task);
        row = gap.by.endedRow + 1;
      }
      continue;
    }
    if (last < 0) {
      // Only a trace that is cut off or forged can lead forward again.
      if (task.createdRow >= row) break;
      row = task.createdRow;
      us = task.createdUs;
      const creator: number = task.creator;
      callers.backTo(creator);
      task = task.id === story.main ? undefined : story.tasks.get(creator);
      continue;
    }
    const { wait, around } = innermost(task, last, row);
    const inner = around === null ? [wait] : [around, wait];
    const waker = whoEnded(story, wait);
    if (waker !== null) {
      if (!callLike.has(wait.kind)) blocked.push(wait);
      if (callLike.has(wait.kind) || isOwnWork(story, wait, waker)) callers.push(inner);
      else callers.leaveOut(waker);
      task = story.tasks.get(waker);
      row = wait.endedRow;
      us = wait.endedUs;
      continue;
    }
    const asOf = (caller: Wait): Wait => atThatTime(story, caller, wait.endedRow);
    const change = followsLooks ? changeDuring(story, wait) : undefined;
    if (change !== undefined) {
      const look = { ...wait, kind: "look", beganUs: change.endedUs };
      if (look.beganUs < look.endedUs) stretches.push(...stretchesOf(look, callers.steps(inner, asOf)).toReversed());
      callers.leaveOut(change.task);
      task = story.tasks.get(change.task);
      row = change.endedRow + 1;
      us = change.endedUs;
      continue;
    }
    // The walk goes backward.
    stretches.push(...stretchesOf(wait, callers.steps(inner, asOf)).toReversed());
    row = wait.beganRow;
    us = wait.beganUs;
  }
  return { stretches: stretches.toReversed(), blocked: blocked.toReversed() };
}

/** What had changed before this one, which looks for that, woke: a place that it took at once, or whatever the text changes after a wait of another task. */
function changeDuring(story: Story, wait: Wait): Freed | undefined {
  const { kind, task, frames, beganRow, endedRow } = wait;
  const at = frames.at(-1)?.at;
  if (kind !== "sleep" || at === undefined || !story.awaits.isLook(at)) return undefined;
  const freed = story.freed.during(wait);
  if (freed !== null) return freed.task === task ? undefined : freed;
  const isSought = (each: Wait) => each.frames.some((frame) => story.awaits.looksFor(at, frame.at));
  for (let i = lastBelow(story.waits, endedRow); i >= 0 && story.waits[i]!.endedRow > beganRow; i--) {
    if (story.waits[i]!.task !== task && isSought(story.waits[i]!)) return story.waits[i];
  }
  return undefined;
}

/** A time in which nothing ended that the task is known to have waited for. */
type Gap =
  /** Timers of its own, and the native await that went on meanwhile. */
  | { readonly chain: Chain; readonly around: Wait | null }
  /** What another task went on for at the same instant. */
  | { readonly by: Wait; readonly around: Wait };

/** What a task went on for at `us`, when its last wait had ended before: a timer of its own, or what another task went on for at that instant. */
function gapBefore(story: Story, task: TaskStory, last: Wait | undefined, row: number, us: number): Gap | null {
  const sinceUs = Math.max(last?.endedUs ?? 0, task.createdUs);
  if (sinceUs >= us) return null;
  const around = longestAround(task, row);
  const chain = story.timers.chainUntil(us, row, sinceUs, task.id);
  if (chain !== null && chain.setRow < row && chain.legs.length > 0) return { around, chain };
  const by = story.waits[lastBelow(story.waits, row)];
  if (by === undefined || by.endedUs !== us || by.task === task.id || around === null) return null;
  return { around, by };
}

/** Of more waits that end later, none is looked at. */
const mostAround = 100;

function longestAround({ waits }: TaskStory, row: number): Wait | null {
  const later = lastBelow(waits, row) + 1;
  const around = waits
    .slice(later, later + mostAround)
    .filter(({ kind, beganRow, frames }) => kind === "native" && beganRow < row && frames.length > 0);
  return around.toSorted((a, b) => b.frames.length - a.frames.length)[0] ?? null;
}

/** Whoever waits in `join()` for what its own tasks do, or for one of them to signal, waits as a caller does. */
function isOwnWork(story: Story, wait: Wait, waker: number): boolean {
  return !exclusive.has(wait.kind) && story.tasks.get(waker)?.creator === wait.task;
}

const exclusive = new Set(["lock", "semaphore"]);

/** Who waits in `join()` once more, now for the next thing, had waited somewhere else for the one before. */
function atThatTime(story: Story, caller: Wait, row: number): Wait {
  if (callLike.has(caller.kind) || caller.beganRow < row) return caller;
  const waits = story.tasks.get(caller.task)?.waits ?? [];
  const index = lastBelow(waits, row) + 1;
  const around = waits
    .slice(index, index + mostAround)
    .filter((wait) => wait.beganRow < row && wait.kind === caller.kind && wait.frames.length > 0)
    .filter((wait) => !isTaken(story, wait));
  return around.toSorted((a, b) => b.frames.length - a.frames.length)[0] ?? caller;
}

/** Who ended it began its own work with that: what it waited for was to be taken, as by the `get` that makes room for a `put`. */
function isTaken(story: Story, { waker, endedUs, endedRow }: Wait): boolean {
  const waits = story.tasks.get(waker)?.waits ?? [];
  const index = lastBelow(waits, endedRow) + 1;
  return waits
    .slice(index, index + mostAround)
    .some(({ kind, beganUs, beganRow }) => endsByItself(kind) && beganUs === endedUs && beganRow < endedRow);
}

/** One, or one for each time that a timer went off and nothing had come yet. */
function stretchesOf(wait: Wait, steps: readonly PathStep[]): Stretch[] {
  if (wait.legs.length > 1) return legsOf(wait, steps);
  return [{ task: wait.task, wait, fromUs: wait.beganUs, toUs: wait.endedUs, steps }];
}

function legsOf(wait: Wait, steps: readonly PathStep[]): Stretch[] {
  return wait.legs.map(({ fromUs, toUs, at }, index) => {
    const frame = { frame: -1_000_000_000 - wait.number, at };
    return {
      task: wait.task,
      wait: { ...wait, frames: [...wait.frames, frame] },
      fromUs,
      toUs,
      steps: [...steps, { ...frame, task: wait.task, visit: `timer ${index}` }],
    };
  });
}

/** A timer of a function that nobody is known to wait for. */
const nameless: Wait = {
  number: 0,
  task: 0,
  kind: "native",
  what: "",
  on: 0,
  beganUs: 0,
  beganRow: 0,
  endedUs: 0,
  endedRow: 0,
  waker: 0,
  cut: false,
  frames: [],
  wholeStack: false,
  legs: [],
};

/** Index of the last that ended below `row`, or -1. */
function lastBelow(waits: readonly { readonly endedRow: number }[], row: number): number {
  return firstNotBefore(waits, ({ endedRow }) => endedRow < row) - 1;
}

/** Waits in waits: a native await of a helper function goes on as long as what the helper waits for last. */
function innermost(task: TaskStory, index: number, row: number): { wait: Wait; around: Wait | null } {
  const outer = task.waits[index]!;
  if (outer.kind !== "native") return { wait: outer, around: null };
  let best = outer;
  for (let i = index - 1; i >= 0 && index - i < 50; i--) {
    const other = task.waits[i]!;
    if (other.endedUs !== outer.endedUs || other.endedRow >= row) break;
    if (other.kind !== "native" && best.kind === "native") best = other;
    else if ((other.kind === "native") === (best.kind === "native") && other.frames.length > best.frames.length)
      best = other;
  }
  return { wait: best, around: best === outer || best.wholeStack ? null : outer };
}

export function whoEnded(story: Story, wait: Wait): number | null {
  const awaited = story.tasks.get(wait.on);
  // What a lock waits for is whoever had it at first; others may have had it since.
  const isKnown = callLike.has(wait.kind) || wait.waker === 0;
  if (isKnown && awaited !== undefined && awaited.endedRow < wait.endedRow) return awaited.id;
  if (wait.waker !== 0) return wait.waker !== wait.task && story.tasks.has(wait.waker) ? wait.waker : null;
  if (!callLike.has(wait.kind)) return null;
  // Nobody said who: the task that ended last before this wait did, at the same time, and after it had begun.
  for (let i = firstNotBefore(story.endings, ({ row }) => row < wait.endedRow) - 1; i >= 0; i--) {
    const ending = story.endings[i]!;
    if (ending.us < wait.endedUs || ending.row < wait.beganRow) return null;
    if (ending.task !== wait.task && story.tasks.has(ending.task)) return ending.task;
  }
  return null;
}
