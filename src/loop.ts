import type { Clock } from "./clock.ts";
import type { HandleCore } from "./handle.ts";
import type { Observer } from "./observer.ts";
import { type Platform, platform } from "./platform.ts";
import { ReadyQueue } from "./ready-queue.ts";
import { showError } from "./show.ts";
import type { Timer } from "./timer.ts";
import { TimerHeap } from "./timer-heap.ts";

/**
 * Where the loop is. `turning`: handles are being run, or the microtasks of one are being drained. `waiting`: the clock
 * will wake it. `idle`: nothing to do until somebody kicks it.
 */
type Phase = "idle" | "starting" | "turning" | "waiting" | "waking";

/** What a `run` wants to hear. */
export interface RunHooks {
  /** Nothing is ready, no timer is set, nothing is in flight. */
  stuck(): void;
  /** More steps than the platform allows while the clock stood still. */
  livelock(steps: number): void;
}

/**
 * The event loop, asyncio's `_run_once` with two differences: a handle ends only when every microtask that it caused has
 * run, and when nothing is ready the clock decides whether time is waited for or jumped over.
 */
class EventLoop {
  readonly #ready = new ReadyQueue();
  readonly #timers = new TimerHeap();
  #clock: Clock | null = null;
  #epoch = 0;
  #sequence = 0;
  #timerCount = 0;
  #phase: Phase = "idle";
  /** How many of the ready handles belong to the iteration that is going on. */
  #todo = 0;
  #atEndOfIteration: (() => void) | null = null;
  #inDrain = false;
  #drained = false;
  #stepsWithoutTime = 0;
  #maxSteps = Infinity;
  #lastNow = 0;
  #hooks: RunHooks | null = null;
  #observer: Observer | null = null;
  #orderReady: Platform["orderReady"];

  /** True from the call of the outermost `run` until its promise settles. */
  get running(): boolean {
    return this.#hooks !== null;
  }

  get observer(): Observer | null {
    return this.#observer;
  }

  get clock(): Clock {
    this.#clock ??= platform().createClock();
    return this.#clock;
  }

  /** What the clock of the world showed when the outermost `run` began. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Microseconds since the outermost `run` began. */
  now(): number {
    return this.clock.now() - this.#epoch;
  }

  /** An outermost run begins: its clock shows 0. */
  enter(hooks: RunHooks): void {
    this.#epoch = this.clock.now();
    this.#hooks = hooks;
    this.#observer = platform().observer();
    this.#maxSteps = platform().maxSteps;
    this.#orderReady = platform().orderReady;
    this.#stepsWithoutTime = 0;
    this.#timerCount = 0;
  }

  /** The outermost run is over: what it left ready or set is forgotten. Plain timers are the world's own and stay. */
  leave(): void {
    this.#ready.retain((handle) => handle.outlivesRun);
    this.#timers.retain((handle) => handle.outlivesRun);
    this.#todo = 0;
    this.#hooks = null;
    this.#observer = null;
    this.#atEndOfIteration = null;
    this.#maxSteps = Infinity;
    this.#orderReady = undefined;
  }

  callSoon(handle: HandleCore): void {
    this.#ready.push(handle);
    if (this.#phase !== "turning") this.#kick();
  }

  /** `when` in microseconds since the outermost run began; Infinity never comes. */
  callAt(when: number, timer: Timer): void {
    this.insertTimer(when, this.nextSequence(), timer);
  }

  /** Order among equal deadlines: first come, first served. */
  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  nextTimerNumber(): number {
    this.#timerCount += 1;
    return this.#timerCount;
  }

  insertTimer(when: number, sequence: number, timer: Timer): void {
    timer.scheduled = true;
    this.#timers.push(when + this.#epoch, sequence, timer);
    if (this.#phase !== "turning") this.#kick();
  }

  timerCancelled(): void {
    this.#timers.noteCancelled();
  }

  /** Calls `then` when the iteration that is going on has ended, as asyncio's `stop` does. */
  stop(then: () => void): void {
    this.#atEndOfIteration = then;
  }

  /** Forgets everything and makes a new clock when one is needed. Only for tests, and only while the loop rests. */
  restart(): void {
    this.leave();
    this.#ready.retain(() => false);
    this.#timers.retain(() => false);
    this.#clock = null;
    this.#epoch = 0;
    this.#sequence = 0;
    this.#lastNow = 0;
    this.#phase = "idle";
  }

  #kick(): void {
    if (this.#phase === "idle") {
      this.#phase = "starting";
      const world = platform();
      if (world.start === undefined) world.drain(this.#wake);
      else world.start(this.#wake);
    } else if (this.#phase === "waiting") {
      this.#phase = "waking";
      this.clock.interrupt();
    }
  }

  /** The loop itself. Returns when the clock or a drain has to call back. */
  readonly #turn = (): void => {
    for (;;) {
      while (this.#todo > 0) {
        this.#todo -= 1;
        const handle = this.#ready.shift();
        if (handle.cancelled) continue;
        this.#stepsWithoutTime += 1;
        if (this.#stepsWithoutTime > this.#maxSteps) this.#livelock();
        else if (this.#run(handle) && !this.#drain()) return;
      }
      const atEnd = this.#atEndOfIteration;
      if (atEnd !== null) {
        this.#atEndOfIteration = null;
        atEnd();
        if (!this.#drain()) return;
      }
      if (!this.#beginIteration()) return;
    }
  };

  #run(handle: HandleCore): boolean {
    try {
      return handle.run();
    } catch (error) {
      platform().warn(
        `chronograde: a step of the event loop failed: ${showError(error)}. Please report this as a bug.`,
      );
      return true;
    }
  }

  /** True when the microtasks have been drained already, false when `#afterDrain` will be called. */
  #drain(): boolean {
    this.#inDrain = true;
    this.#drained = false;
    platform().drain(this.#afterDrain);
    this.#inDrain = false;
    return this.#drained;
  }

  readonly #afterDrain = (): void => {
    if (this.#inDrain) this.#drained = true;
    else this.#turn();
  };

  /** False when the loop has to wait: for time to pass, or for somebody outside. */
  #beginIteration(): boolean {
    const timers = this.#timers;
    timers.dropCancelledHead();
    const clock = this.clock;
    if (clock.breathe?.(this.#turn) === true) return false;
    let now = clock.now();
    if (this.#ready.length === 0) {
      const deadline = timers.length === 0 ? null : timers.firstWhen();
      if (deadline === null && this.#hooks === null) {
        this.#phase = "idle";
        return false;
      }
      if (deadline === null || deadline > now) {
        if (deadline === null || clock.jump?.(deadline) !== true) {
          this.#phase = "waiting";
          clock.wait(deadline, this.#wake, this.#stuck);
          return false;
        }
        now = deadline;
      }
    }
    if (now > this.#lastNow) {
      this.#lastNow = now;
      this.#stepsWithoutTime = 0;
    }
    while (timers.length > 0 && timers.firstWhen() <= now) {
      const timer = timers.pop();
      timer.scheduled = false;
      if (!timer.cancelled) this.#ready.push(timer);
    }
    this.#todo = this.#ready.length;
    if (this.#orderReady !== undefined && this.#todo > 1) this.#ready.arrange(this.#todo, this.#orderReady);
    return true;
  }

  readonly #wake = (): void => {
    this.#phase = "turning";
    // Whoever woke the loop may have been inside a task; the loop itself is in none.
    platform().carrier.run(null, this.#turn);
  };

  readonly #stuck = (): void => {
    this.#phase = "turning";
    // Told twice at most: first the tasks are cancelled, and when not even that makes anything ready, the run is ended.
    this.#hooks?.stuck();
    if (this.#ready.length === 0) this.#hooks?.stuck();
    if (this.#ready.length === 0 && this.#atEndOfIteration === null) this.#phase = "idle";
    else platform().carrier.run(null, this.#turn);
  };

  #livelock(): void {
    const steps = this.#stepsWithoutTime;
    this.#stepsWithoutTime = 0;
    this.#maxSteps = Infinity;
    this.#todo = 0;
    this.#hooks?.livelock(steps - 1);
  }
}

/** One loop per world. It has no public constructor, so no second one can be made. */
export const loop: EventLoop = new EventLoop();
