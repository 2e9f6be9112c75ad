import type { Run } from "../../sandbox/index.ts";
import type { Stretch } from "../story/critical-path.ts";
import { endsByItself } from "../story/ends-by-itself.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { type Hold, holdsOf, type ResourceKind } from "../story/holds.ts";
import { firstNotBefore, lastBelow } from "../story/in-order.ts";
import { tellStory, type Story, type TaskStory, type Wait } from "../story/story.ts";

/** What came directly after what in a run, and what was done while something was held. Work is known by its wait: `sleep(70)`, `request GET https://…`. */
export interface WorkOrder {
  /** How often two pieces of work came one directly after the other: by both, in this order. */
  readonly pairs: ReadonlyMap<string, number>;
  /** When each piece of work began for the first time, and when it ended each time, in order. In µs. */
  readonly all: ReadonlyMap<string, { firstUs: number; readonly endedUs: number[] }>;
  /** How long the waits had gone on that a time limit ended. */
  readonly cutUs: ReadonlySet<number>;
  /** What was waited for by who held a lock, or a place of a semaphore: work as `sleep(70)`, others by the kind of the wait, as `condition`. */
  readonly held: ReadonlyMap<ResourceKind, ReadonlySet<string>>;
  /** By the kind of the wait: how long those waited that waited for others. In µs. */
  readonly forOthers: ReadonlyMap<string, ReadonlySet<number>>;
}

export function workOrderOf(run: Run): WorkOrder {
  return orderIn(tellStory(run), run);
}

/** The same, of a run whose story is known. */
export function orderIn(story: Story, run: Pick<Run, "trace">): WorkOrder {
  const pairs = new Map<string, number>();
  const all = new Map<string, { firstUs: number; readonly endedUs: number[] }>();
  const beforeIn = worksBefore(story);
  for (const task of story.tasks.values()) {
    for (const wait of task.waits) {
      if (!isWork(wait)) continue;
      const same = all.get(wait.what) ?? { firstUs: wait.beganUs, endedUs: [] };
      all.set(wait.what, same);
      same.firstUs = Math.min(same.firstUs, wait.beganUs);
      same.endedUs.push(wait.endedUs);
      const before = beforeIn(task, wait.beganRow);
      if (before === null) continue;
      const key = pairKey(before, wait);
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
  }
  for (const { endedUs } of all.values()) endedUs.sort((a, b) => a - b);
  const cutUs = new Set(story.waits.filter(({ cut }) => cut).map(({ beganUs, endedUs }) => endedUs - beganUs));
  const forOthers = new Map(
    groupedBy(story.waits.filter(isForOthers), ({ kind }) => kind).map((same) => [
      same[0]!.kind as string,
      new Set(same.map(({ beganUs, endedUs }) => endedUs - beganUs)),
    ]),
  );
  return { pairs, all, cutUs, held: workWhileHeld(story, run), forOthers };
}

/** For {@link workBefore}, over and over in one story. */
export function worksBefore(story: Story): (from: TaskStory, fromRow: number) => Wait | null {
  const known: Known = new Map();
  return (from, fromRow) => workBefore(story, from, fromRow, known);
}

export function isWork({ kind, beganUs, endedUs }: Wait): boolean {
  return endsByItself(kind) && endedUs > beganUs;
}

function pairKey(before: Wait, after: Wait): string {
  return `${before.what}\n${after.what}`;
}

/** Where a walk backward came by, and the piece of work that it led to. */
type Known = Map<Wait | TaskStory, Wait | null>;

/**
 * The piece of work that had to be over before a task came to a row of the trace: its own, or that of who woke it or made it. Others in a queue for the same
 * thing had not to be.
 */
function workBefore(story: Story, from: TaskStory, fromRow: number, known: Known): Wait | null {
  let task = from;
  let row = fromRow;
  const passed: (Wait | TaskStory)[] = [];
  const ledTo = (work: Wait | null): Wait | null => {
    for (const each of passed) known.set(each, work);
    return work;
  };
  for (;;) {
    const last = lastBelow(task.waits, ({ endedRow }) => endedRow, row) ?? null;
    if (last !== null && isWork(last)) return ledTo(last);
    const inner =
      last?.kind === "native" ? lastBelow(task.waits, ({ endedRow }) => endedRow, last.endedRow) : undefined;
    // An await of a call of its own ends with what went on in that.
    if (inner?.endedUs === last?.endedUs && inner !== undefined && inner.beganUs >= last!.beganUs) {
      row = last!.endedRow;
      continue;
    }
    const here = last ?? task;
    const work = known.get(here);
    if (work !== undefined) return ledTo(work);
    // Only a forged trace leads round in a circle.
    known.set(here, null);
    passed.push(here);
    const waker = last?.kind === "lock" || last?.kind === "semaphore" ? undefined : story.tasks.get(last?.waker ?? 0);
    const next = last === null ? story.tasks.get(task.creator) : (waker ?? task);
    if (next === undefined) return ledTo(null);
    row = last === null ? task.createdRow : waker === undefined ? last.beganRow : last.endedRow;
    task = next;
  }
}

/** Until some other task says that it may go on. */
export function isForOthers({ kind, beganUs, endedUs }: Wait): boolean {
  return signals.has(kind) && endedUs > beganUs;
}

const signals: ReadonlySet<string> = new Set(["condition", "event", "barrier"]);

/** What a task waited for from its beginning to its end while it held something: itself, or in tasks that it made meanwhile and waited for. */
export function workIn(story: Story, { task, fromRow, toRow }: Hold): readonly Wait[] {
  const { tasks } = story;
  const within = (waits: readonly Wait[]): readonly Wait[] => {
    const [first, after] = [fromRow, toRow + 1].map((row) => firstNotBefore(waits, ({ endedRow }) => endedRow < row));
    return waits.slice(first, after).filter(({ beganRow }) => beganRow >= fromRow);
  };
  return within(tasks.get(task)?.waits ?? []).flatMap((wait) => {
    if (isWork(wait) || isForOthers(wait)) return [wait];
    const made = tasks.get(wait.on);
    const isOwn = made !== undefined && made.creator === task && made.createdRow >= fromRow;
    // For who holds it, all that goes on in there is where it waits for that.
    return isOwn
      ? within(made.waits)
          .filter(isWork)
          .map((work) => ({ ...work, frames: wait.frames }))
      : [];
  });
}

function workWhileHeld(story: Story, run: Pick<Run, "trace">): ReadonlyMap<ResourceKind, ReadonlySet<string>> {
  const held = new Map<ResourceKind, Set<string>>();
  for (const hold of holdsOf(run.trace)) {
    const known = held.get(hold.kind) ?? new Set();
    held.set(hold.kind, known);
    for (const wait of workIn(story, hold)) known.add(isWork(wait) ? wait.what : wait.kind);
  }
  return held;
}

/**
 * Whether the last of some stretches comes right before the next one in the solution, too, as often as here, and all of them are over when that begins: so it
 * has to be. Which of several is the last one may differ, where that is all that comes before the only one of its kind.
 */
export function comesInTurn(own: WorkOrder, model: WorkOrder, first: readonly Stretch[], second: Stretch): boolean {
  const last = first.at(-1)!;
  if (!isWork(last.wait) || !isWork(second.wait)) return false;
  const key = pairKey(last.wait, second.wait);
  const times = own.pairs.get(key) ?? 0;
  if (times === 0 || (times > (model.pairs.get(key) ?? 0) && !comesAfterAny(own, model, first, second))) return false;
  if (first.length === 1) return true;
  const { firstUs } = model.all.get(second.wait.what)!;
  return groupedBy(first, ({ wait }) => wait.what).every((same) => {
    const { endedUs } = model.all.get(same[0]!.wait.what) ?? { endedUs: [] };
    return firstNotBefore(endedUs, (us) => us <= firstUs) >= same.length;
  });
}

/** There is only one of its kind, which comes right after one of them in the solution. */
function comesAfterAny(own: WorkOrder, model: WorkOrder, first: readonly Stretch[], { wait }: Stretch): boolean {
  const isOnly = [own, model].every(({ all }) => all.get(wait.what)?.endedUs.length === 1);
  return isOnly && first.some((each) => isWork(each.wait) && model.pairs.has(pairKey(each.wait, wait)));
}
