import type { AwaitFrame, Run, Trace } from "../../sandbox/index.ts";
import type { ProgramCall } from "../../compile/index.ts";
import { spanHolds, type Position } from "../../values/index.ts";
import { knownAwaits, type KnownAwaits } from "./awaits.ts";
import { keptFor } from "./kept-for.ts";
import { FreedPlaces } from "./freed-places.ts";
import { knownMakers, type MadeAt } from "./makers.ts";
import { placeKey } from "./place.ts";
import { Timers, type Leg } from "./timers.ts";
import { waitsOf } from "./waits-by.ts";
import { endsByItself } from "./ends-by-itself.ts";

/** One stay of a task in one place. Times in µs; rows are places in the trace, which order what has the same time. */
export interface Wait {
  readonly number: number;
  readonly task: number;
  /** `sleep`, `request`, `task`, …: the first word of what the runtime said; `look` for the rest of a sleep after what it gave time to had changed, `call` for a sleep in the instructor's code. */
  readonly kind: string;
  /** As the runtime said it: `sleep 300 ms`. */
  readonly what: string;
  /** The task that it waits for, or 0. */
  readonly on: number;
  readonly beganUs: number;
  readonly beganRow: number;
  /** The end of the run for a wait that never ended. */
  readonly endedUs: number;
  readonly endedRow: number;
  /** The task whose step ended it, or 0: a timer, a reply, the loop. */
  readonly waker: number;
  /** A time limit ended it: of `timeout`, `waitFor` or `wait`. */
  readonly cut: boolean;
  /** Outermost first. Empty when nobody knows where it stands. */
  readonly frames: readonly AwaitFrame[];
  /** Whether `frames` is the whole stack, or only the innermost place. */
  readonly wholeStack: boolean;
  /** Timers of the submission's own that it came to, one after the other; more than one when something was looked at again and again. */
  readonly legs: readonly Leg[];
}

export interface TaskStory {
  readonly id: number;
  readonly creator: number;
  /** Of its function. */
  readonly coroutine: string;
  readonly createdUs: number;
  readonly createdRow: number;
  /** Infinity while pending. */
  readonly endedRow: number;
  readonly createdAt: Position | null;
  /** In the order in which they ended. Waits of no length are left out: nothing is lost in them. */
  readonly waits: readonly Wait[];
  /** Running calls in which it waited to take something from a queue, however short that was. */
  readonly takers: ReadonlySet<number>;
  /** The queues that it waited for so, as `queue 1`. */
  readonly sources: ReadonlySet<string>;
}

/** A run, read from its trace task by task. */
export interface Story {
  readonly main: number;
  /** Of the entry. */
  readonly name: string;
  readonly endUs: number;
  readonly endRow: number;
  readonly tasks: ReadonlyMap<number, TaskStory>;
  /** In the order of the trace. */
  readonly endings: readonly { readonly task: number; readonly row: number; readonly us: number }[];
  readonly awaits: KnownAwaits;
  readonly madeAt: MadeAt;
  /** The call that had a task made in a place, where the text tells that there is only one; null when it was made where it stands. */
  readonly madeFor: (at: Position) => Position | null;
  /** Calls of the submission's own functions, by their place as a key. */
  readonly calls: ReadonlyMap<string, ProgramCall>;
  readonly timers: Timers;
  readonly freed: FreedPlaces;
  /** Of all tasks, in the order in which they ended. */
  readonly waits: readonly Wait[];
}

/** What a story is told from: a Run, or what a Grade keeps of it. */
export type Told = Pick<Run, "elapsedMs" | "endMs" | "tasks" | "trace" | "awaits" | "makers" | "calls" | "text">;

export const tellStory: (run: Told) => Story = keptFor(readStory);

function readStory(run: Told): Story {
  const { trace } = run;
  const endUs = Math.round((run.elapsedMs ?? run.endMs) * 1000);
  const awaits = knownAwaits(run.awaits);
  const timers = new Timers(trace);
  const waits = collectWaits(trace, endUs, awaits, timers);
  const createdRows = rowsOf(trace, "task-created");
  const endedRows = rowsOf(trace, "task-ended");
  const tasks = new Map<number, TaskStory>();
  for (const record of run.tasks) {
    const own = waitsOf({ waits }, record.id);
    tasks.set(record.id, {
      id: record.id,
      creator: record.creator,
      coroutine: record.coroutine,
      createdUs: Math.round(record.createdMs * 1000),
      createdRow: createdRows.get(record.id) ?? -1,
      endedRow: endedRows.get(record.id) ?? Number.POSITIVE_INFINITY,
      createdAt: record.createdAt,
      waits: own.filter((wait) => wait.beganUs < wait.endedUs).toSorted((a, b) => a.endedRow - b.endedRow),
      ...takenBy(own, awaits),
    });
  }
  const endings = [...endedRows]
    .map(([task, row]) => ({ task, row, us: trace.at[row]! }))
    .toSorted((a, b) => a.row - b.row);
  return {
    main: run.tasks[0]?.id ?? 0,
    name: run.tasks[0]?.name ?? "the entry",
    endUs,
    endRow: trace.event.length,
    tasks,
    endings,
    awaits,
    madeAt: knownMakers(run.makers),
    madeFor: (at) => run.text?.madeFor?.find(({ call }) => spanHolds(call, at))?.from ?? null,
    calls: new Map((run.calls ?? []).map((call) => [placeKey(call.at), call])),
    timers,
    freed: new FreedPlaces(trace),
    waits,
  };
}

function takenBy(waits: readonly Wait[], { puts }: KnownAwaits): Pick<TaskStory, "takers" | "sources"> {
  const gets = waits.filter(({ kind, frames }) => kind === "queue" && frames.length > 0 && !puts(frames.at(-1)!.at));
  return {
    takers: new Set(gets.map(({ frames }) => frames.at(-1)!.frame)),
    sources: new Set(gets.map(({ what }) => what)),
  };
}

function rowsOf(trace: Trace, event: Trace["event"][number]): Map<number, number> {
  const rows = new Map<number, number>();
  for (const [row, each] of trace.event.entries()) if (each === event) rows.set(trace.task[row]!, row);
  return rows;
}

/** Kinds that a callback of a timer may end. */
const byTimer = new Set(["native", "future"]);

/** A wait within waits ends with so many others, at most. */
const mostNested = 20;

/**
 * A wait that a timer ended is a sleep, unless its task waited for something else at that time.
 * @param isWaiting whether the task waits for something else still
 * @param ended those that ended before, of all tasks and in that order
 */
function timed(wait: Wait, timers: Timers, isWaiting: boolean, ended: readonly Wait[]): Wait {
  const chain = timers.chainUntil(wait.endedUs, wait.endedRow, wait.beganUs, wait.task);
  if (chain === null || !chain.isWhole) return wait;
  const isOther = (other: Wait): boolean => other.task === wait.task && other.kind !== "native";
  const isBusy = () =>
    ended.slice(-mostNested).some((other) => isOther(other) && (other.endedUs === 0 || other.endedUs === wait.endedUs));
  if (isWaiting || isBusy()) return wait;
  return {
    ...wait,
    kind: "sleep",
    get legs() {
      return chain.legs;
    },
  };
}

/** An async generator is one call, however often it is gone into again: the trace numbers each time anew. */
function generatorFrames({
  generatorOf,
  hasGenerators,
}: KnownAwaits): (task: number, frames: readonly AwaitFrame[]) => readonly AwaitFrame[] {
  const numbers = new Map<string, number>();
  if (!hasGenerators) return (_task, frames) => frames;
  return (task, frames) => {
    let caller = -task;
    return frames.map(({ frame, at }) => {
      const generator = generatorOf(at);
      const key = `${caller} ${generator}`;
      if (generator !== null && !numbers.has(key)) numbers.set(key, frame);
      caller = generator === null ? frame : numbers.get(key)!;
      return { frame: caller, at };
    });
  };
}

function collectWaits(trace: Trace, endUs: number, awaits: KnownAwaits, timers: Timers): Wait[] {
  const waits: Wait[] = [];
  const oneFrame = generatorFrames(awaits);
  const outermostFirst = framesOf(trace);
  const open = new Map<number, Wait>();
  /** How many of them are of a kind of the runtime's own, by task. */
  const busy = new Map<number, number>();
  const count = ({ task, kind }: Wait, change: 1 | -1): void => {
    if (kind !== "native") busy.set(task, (busy.get(task) ?? 0) + change);
  };
  const lastStep = new Map<number, number>();
  const lastCancel = new Map<number, number>();
  /** By a timer of the runtime's own: no line of the submission asked for it, and no task. */
  const lastTimeout = new Map<number, number>();
  const lastGiver = new Map<string, { readonly task: number; readonly us: number }>();
  // A waker had a step at that instant; and nobody wakes a sleeper or hastens an answer but by cancelling.
  const isWaker = (waker: number, wait: Wait, us: number) =>
    (lastStep.get(waker) ?? us) === us && (!endsByItself(wait.kind) || lastCancel.get(wait.task) === us);
  for (const [row, event] of trace.event.entries()) {
    timers.take(row);
    if (event === "task-step") {
      lastStep.set(trace.task[row]!, trace.at[row]!);
    } else if (event === "cancel-requested") {
      lastCancel.set(trace.task[row]!, trace.at[row]!);
      if (trace.site[row] === null && trace.other[row] === 0) lastTimeout.set(trace.task[row]!, trace.at[row]!);
    } else if (event === "given-back") {
      lastGiver.set(trace.detail[row]!, { task: trace.task[row]!, us: trace.at[row]! });
    } else if (event === "wait-began") {
      const wait = begin(trace, row, oneFrame(trace.task[row]!, outermostFirst(row)));
      // The runs of a script number their waits anew.
      if (open.has(wait.number)) count(open.get(wait.number)!, -1);
      open.set(wait.number, wait);
      count(wait, 1);
    } else if (event === "wait-ended") {
      const wait = open.get(trace.ref[row]!);
      if (wait === undefined) continue;
      open.delete(wait.number);
      count(wait, -1);
      const us = trace.at[row]!;
      const giver = lastGiver.get(wait.what);
      // A body that gave the lock back without ever waiting is not named as the waker.
      const said =
        trace.other[row] === 0 && giver?.us === us && giver.task !== wait.task ? giver.task : trace.other[row]!;
      const waker = isWaker(said, wait, us) ? said : 0;
      const cut = lastTimeout.get(wait.task) === us || isTimedOut(wait, us, trace.other[row]!, awaits);
      const ended = { ...wait, endedUs: us, endedRow: row, waker, cut };
      waits.push(
        trace.other[row] === 0 && byTimer.has(wait.kind)
          ? timed(ended, timers, (busy.get(wait.task) ?? 0) > 0, waits)
          : ended,
      );
    }
  }
  const last = trace.event.length;
  for (const wait of open.values()) waits.push({ ...wait, endedUs: Math.max(endUs, wait.beganUs), endedRow: last });
  return waits;
}

/** `waitFor` and `wait` are woken by their own timer, before what they wait for has ended. */
function isTimedOut({ frames, kind, beganUs }: Wait, us: number, waker: number, { isLimited }: KnownAwaits): boolean {
  const own = frames.at(-1);
  return waker === 0 && !endsByItself(kind) && beganUs < us && own !== undefined && isLimited(own.at);
}

/** Of the waits that begin in these rows. One stack is the same array for all waits in it: a flood has megabytes of them. */
function framesOf(trace: Trace): (row: number) => readonly AwaitFrame[] {
  const known = new Map<readonly AwaitFrame[], readonly AwaitFrame[]>();
  return (row) => {
    const stack = trace.stack?.[row] ?? null;
    const site = trace.site[row]!;
    // Without a stack the whole task counts as one call: its negative id is no number of a frame.
    if (stack === null) return site === null ? [] : [{ frame: -trace.task[row]!, at: site }];
    const frames = known.get(stack) ?? stack.toReversed();
    known.set(stack, frames);
    return frames;
  };
}

/** A sleep in code of the instructor's: for who called it, that is whatever the call does. */
function isOthers({ site, stack, detail }: Trace, row: number): boolean {
  return site[row] === null && (stack?.[row] ?? null) !== null && detail[row]!.startsWith("sleep");
}

function begin(trace: Trace, row: number, frames: readonly AwaitFrame[]): Wait {
  const what = trace.detail[row]!;
  return {
    number: trace.ref[row]!,
    task: trace.task[row]!,
    kind: isOthers(trace, row) ? "call" : (/^[a-z]+/.exec(what)?.[0] ?? ""),
    what,
    on: trace.other[row]!,
    beganUs: trace.at[row]!,
    beganRow: row,
    endedUs: 0,
    endedRow: 0,
    waker: 0,
    cut: false,
    frames,
    wholeStack: (trace.stack?.[row] ?? null) !== null,
    legs: [],
  };
}
