import type { Observer } from "../../../src/internal.ts";
import type { TaskRecord, TraceEvent } from "../../sandbox/index.ts";

/** A program may wait for days; more rows than this are not kept, and the picture ends there. */
export const mostRows = 200_000;

interface Row {
  us: number;
  readonly event: TraceEvent;
  readonly task: number;
  readonly other: number;
  readonly ref: number;
  readonly detail: string;
}

type Task = { -readonly [K in keyof TaskRecord]: TaskRecord[K] };

/** What a run on the real clock did, as a picture is drawn from it. Times count from the start of the run. */
export interface Recorded {
  readonly tasks: readonly TaskRecord[];
  readonly trace: {
    readonly at: number[];
    readonly event: TraceEvent[];
    readonly task: number[];
    readonly other: number[];
    readonly ref: number[];
    readonly detail: string[];
    readonly site: null[];
  };
  readonly elapsedMs: null;
  readonly endMs: number;
  readonly requests: readonly [];
  /** There was more to record than is kept. */
  readonly cut: boolean;
}

export interface Recorder {
  readonly observer: Observer;
  /** Told by nobody but who watches `fetch`; gives what tells the end. */
  requestSent(task: number): () => void;
  recorded(): Recorded;
}

/**
 * Notes what one outermost run does.
 * @param now ms of a clock that never goes back
 */
export function createRecorder(now: () => number): Recorder {
  const began = now();
  const rows: Row[] = [];
  const tasks = new Map<number, Task>();
  let endedUs: number | null = null;
  let cut = false;
  const clock = () => Math.round((now() - began) * 1000);
  const add = (event: TraceEvent, task: number, { other = 0, ref = 0, detail = "" } = {}) => {
    if (rows.length < mostRows) rows.push({ us: clock(), event, task, other, ref, detail });
    else {
      endedUs ??= clock();
      cut = true;
    }
  };
  const observer: Observer = {
    taskCreated(id, creator, { name }, coroutine) {
      add("task-created", id, { other: creator });
      if (cut) return;
      const createdMs = clock() / 1000;
      tasks.set(id, {
        id,
        name,
        coroutine,
        state: "pending",
        createdMs,
        endedMs: null,
        creator,
        createdAt: null,
        result: null,
        error: null,
      });
    },
    taskRenamed(id, name) {
      const task = tasks.get(id);
      if (task !== undefined) task.name = name;
    },
    taskStep: (task) => add("task-step", task),
    waitBegan: (ref, task, kind, { resource }, other) =>
      add("wait-began", task, { ref, other, detail: `${kind} ${resource}` }),
    waitEnded: (ref, waker) => add("wait-ended", 0, { ref, other: waker }),
    cancelRequested: (task, by) => add("cancel-requested", task, { other: by }),
    taskEnded(id, state) {
      add("task-ended", id, { detail: state });
      const task = tasks.get(id);
      if (cut || task === undefined) return;
      task.state = state;
      task.endedMs = clock() / 1000;
      // The first task is the run's own: when it ends, so does what the picture shows.
      if (id === [...tasks.keys()][0]) endedUs = clock();
    },
    timerSet() {},
    timerEnded() {},
    heldChanged() {},
    warned() {},
    deadlocked() {},
    loopStopped() {},
  };
  // The runtime numbers its waits from 1.
  let newestRequest = 0;
  const requestSent = (task: number) => {
    const ref = (newestRequest -= 1);
    add("wait-began", task, { ref, detail: "request" });
    return () => add("wait-ended", 0, { ref });
  };
  return { observer, requestSent, recorded: () => rounded([...tasks.values()], rows, endedUs ?? clock(), cut) };
}

/** To three digits of the whole: what happened at one moment falls together again, and nobody reads microseconds. */
function rounded(tasks: readonly Task[], rows: readonly Row[], endUs: number, cut: boolean): Recorded {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, endUs))) - 2);
  const round = (us: number) => Math.round(us / step) * step;
  const roundMs = (ms: number) => round(ms * 1000) / 1000;
  return {
    tasks: tasks.map((task) => ({
      ...task,
      createdMs: roundMs(task.createdMs),
      endedMs: task.endedMs === null ? null : roundMs(task.endedMs),
    })),
    trace: {
      at: rows.map(({ us }) => round(us)),
      event: rows.map(({ event }) => event),
      task: rows.map(({ task }) => task),
      other: rows.map(({ other }) => other),
      ref: rows.map(({ ref }) => ref),
      detail: rows.map(({ detail }) => detail),
      site: rows.map(() => null),
    },
    elapsedMs: null,
    endMs: round(endUs) / 1000,
    requests: [],
    cut,
  };
}
