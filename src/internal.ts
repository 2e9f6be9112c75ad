/**
 * The low-level door, for the grader's guest: what the world around the loop needs and no learner sees.
 */
import type { Clock } from "./clock.ts";
import { loop } from "./loop.ts";
import type { Site } from "./observer.ts";
import { platform } from "./platform.ts";
import { restartResources } from "./resource.ts";
import type { TaskCore } from "./task.ts";
import { taskNames } from "./task-names.ts";
import { TimerCore } from "./timer.ts";
import { nextWait } from "./wakeup.ts";

export type { Clock } from "./clock.ts";
export type { Observer, Site, TaskId, WaitKind } from "./observer.ts";
export { type Platform, type TaskCarrier, installPlatform, platform } from "./platform.ts";
export type { TaskCore } from "./task.ts";
export { VirtualClock } from "./virtual-clock.ts";
export { reportWarnings } from "./warnings.ts";

class PlainTimer extends TimerCore {
  readonly #fn: () => void;
  readonly #id: number;
  readonly #everyMicros: number | null;

  constructor(when: number, id: number, fn: () => void, everyMicros: number | null) {
    super(when);
    this.#fn = fn;
    this.#id = id;
    this.#everyMicros = everyMicros;
  }

  override get outlivesRun(): boolean {
    return true;
  }

  protected fire(): boolean {
    if (this.#everyMicros === null) plain.delete(this.#id);
    platform().carrier.run(null, this.#fn);
    // Cleared by its own callback: not set again.
    if (this.#everyMicros !== null && !this.cancelled) setPlain(this.#id, this.#fn, this.#everyMicros, true);
    return true;
  }
}

const plain = new Map<number, PlainTimer>();
let lastId = 0;

function setPlain(id: number, fn: () => void, micros: number, repeat: boolean): void {
  const timer = new PlainTimer(loop.now() + micros, id, fn, repeat ? micros : null);
  plain.set(id, timer);
  loop.callAt(timer.when, timer);
}

/**
 * `setTimeout`, `setInterval` and the like, in the loop's own heap: one order for everything. They belong to the world, not
 * to a run. `fn` must not throw; who captures the current task does so in `fn`.
 */
export const plainTimers = {
  /** `ms` as JavaScript has it: below 1 counts as 1 for a timer, 0 is for setImmediate. Gives the id for `clear`. */
  set(fn: () => void, ms: number, repeat = false): number {
    lastId += 1;
    setPlain(lastId, fn, Math.round(ms * 1000), repeat);
    return lastId;
  },
  clear(id: number): void {
    const timer = plain.get(id);
    plain.delete(id);
    timer?.cancel();
  },
  /** How many are set. */
  get size(): number {
    return plain.size;
  },
};

class Delivery extends TimerCore {
  readonly #fn: () => void;

  constructor(when: number, fn: () => void) {
    super(when);
    this.#fn = fn;
  }

  override get outlivesRun(): boolean {
    return true;
  }

  protected fire(): boolean {
    platform().carrier.run(null, this.#fn);
    return true;
  }
}

/** A place among the timers of equal deadline, taken now for something that is known later. */
export interface Ticket {
  /** `whenMicros` as `clock.now()` counts. An instant that is over counts as now. */
  deliverAt(whenMicros: number, fn: () => void): void;
  /** Nothing will come. After deliverAt: it shall not come any more. */
  drop(): void;
}

/**
 * For work outside the loop, such as a request: its reply comes in the order in which it was sent among everything else
 * that is due at that instant. Who wants time to stand still meanwhile holds the clock.
 */
export function reserve(): Ticket {
  const sequence = loop.nextSequence();
  let delivery: Delivery | null = null;
  return {
    deliverAt(whenMicros, fn) {
      delivery = new Delivery(whenMicros - loop.epoch, fn);
      loop.insertTimer(delivery.when, sequence, delivery);
    },
    drop() {
      delivery?.cancel();
      delivery = null;
    },
  };
}

const NATIVE = { resource: "a promise" };

/** Where a task awaits a promise that the runtime did not make, as the compiled code tells it. */
export const nativeWaits = {
  /** Gives the number of the wait for `end`; 0 when nobody listens. */
  begin(task: TaskCore, site: Site | null): number {
    task.nativeWait = site;
    const { observer } = task;
    if (observer === null || task.done) return 0;
    const wait = nextWait();
    observer.waitBegan(wait, task.id, "native", NATIVE, 0, site);
    return wait;
  },
  end(task: TaskCore, wait: number): void {
    task.nativeWait = null;
    if (wait !== 0) task.observer?.waitEnded(wait, 0);
  },
};

/** The clock of the world, made by the platform when first asked for. */
export function worldClock(): Clock {
  return loop.clock;
}

/** Forgets everything, as if the module had just been loaded. Only for tests. */
export function restartWorld(): void {
  plain.clear();
  loop.restart();
  taskNames.restart();
  restartResources();
}
