import { awaitFuture, deliver } from "./awaiting.ts";
import { type CoroutineObject, unawaited, isCoroutine, coroutineSite } from "./coroutine.ts";
import { jobOf, startTask } from "./create-task.ts";
import { deadlockMessage } from "./deadlock.ts";
import { DeadlockError, RuntimeError } from "./errors.ts";
import { failures, type FutureCore } from "./future.ts";
import { gatherCores } from "./gather.ts";
import { HandleCore } from "./handle.ts";
import { loop } from "./loop.ts";
import type { Site } from "./observer.ts";
import { platform } from "./platform.ts";
import { type Job, TaskCore } from "./task.ts";
import { taskNames } from "./task-names.ts";
import { restartWaits } from "./wakeup.ts";
import { reportWarnings } from "./warnings.ts";

type Resolve = (value: unknown) => void;

/**
 * Runs `main` in a task of its own on the event loop, cancels what it left unfinished, and gives its result. Inside a
 * running loop it joins that loop.
 *
 * @throws RuntimeError when `main` is neither a coroutine nor an async function
 */
export function run<T>(main: (() => Promise<T>) | CoroutineObject<T>): Promise<T> {
  const job = jobOf(main, "run");
  const site = isCoroutine(main) ? coroutineSite(main) : platform().callSite();
  return new Promise<T>((resolve, reject) => {
    if (loop.running) join(job, site, resolve as Resolve, reject);
    else new OutermostRun(resolve as Resolve, reject).begin(job, site);
  });
}

/** The loop runs already: main is one more task, and the caller waits for it. */
function join(job: Job, site: Site | null, resolve: Resolve, reject: Resolve): void {
  const caller = platform().carrier.current();
  awaitFuture(startTask(job, undefined, site), caller, site, resolve, reject);
}

/**
 * One outermost run: main, then the iteration in which its end stops the loop, then the cancellation of what is left, then
 * the few idle turns that asyncio's shutdown takes and in which callbacks still run.
 */
class OutermostRun {
  readonly #resolve: Resolve;
  readonly #reject: Resolve;
  #main!: TaskCore;
  #deadlock: DeadlockError | null = null;
  readonly #stopAtEnd = new Stop(() => this.#mainEnded());
  #endInterrupts: (cancelled: boolean) => void = () => undefined;
  #endRun: (() => void) | undefined;
  #phase: "main" | "cancelling" | "over" = "main";
  #leftovers: TaskCore[] = [];
  #leftoversEnd: FutureCore | null = null;

  constructor(resolve: Resolve, reject: Resolve) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(job: Job, site: Site | null): void {
    TaskCore.restart();
    restartWaits();
    loop.enter({ stuck: () => this.#stuck(), livelock: (steps) => this.#livelock(steps) });
    this.#main = startTask(job, undefined, site);
    this.#main.addCallback(this.#stopAtEnd);
    this.#endInterrupts = platform().onInterrupt(() => this.#main.cancel("interrupted by Ctrl-C"));
    this.#endRun = platform().duringRun?.();
  }

  #mainEnded(): void {
    loop.observer?.loopStopped(this.#main.id);
    this.#cancelLeftovers();
  }

  #cancelLeftovers(): void {
    this.#phase = "cancelling";
    this.#leftovers = TaskCore.unfinished();
    if (this.#leftovers.length === 0) {
      this.#shutDown();
      return;
    }
    for (const task of this.#leftovers) task.cancel(undefined);
    this.#leftoversEnd = gatherCores(this.#leftovers, true);
    this.#leftoversEnd.addCallback(new Stop(() => this.#leftoversEnded()));
  }

  #leftoversEnded(): void {
    for (const task of this.#leftovers) {
      if (task.state !== "failed" || task === this.#main) continue;
      task.unretrieved = true;
      failures.note(task);
    }
    this.#shutDown();
  }

  /** asyncio runs two empty coroutines to their end here; each takes one turn for its step and one to stop. */
  #shutDown(): void {
    taskNames.skip(1);
    idle(2, () => {
      taskNames.skip(1);
      idle(2, () => this.#finish());
    });
  }

  #finish(): void {
    this.#phase = "over";
    // What waits for a native promise may end in a later run, which this one must not stop.
    this.#leftoversEnd?.removeCallbacks((handle) => handle instanceof Stop);
    const main = this.#main;
    this.#endInterrupts(main.state === "cancelled");
    this.#endRun?.();
    if (this.#deadlock !== null) main.unretrieved = false;
    const settle = () => {
      if (this.#deadlock !== null) this.#reject(this.#deadlock);
      else deliver(main, this.#resolve, this.#reject);
    };
    main.unretrieved = false;
    reportWarnings();
    loop.leave();
    settle();
  }

  #stuck(): void {
    if (this.#phase === "main") {
      const message = deadlockMessage(this.#main);
      this.#deadlock = new DeadlockError(message);
      this.#main.removeCallbacks((handle) => handle === this.#stopAtEnd);
      loop.observer?.deadlocked(
        message,
        this.#main.id,
        this.#main.waits[0]?.site ?? this.#main.nativeWait ?? this.#main.site,
      );
      this.#cancelLeftovers();
    } else {
      // What was cancelled waits for something else now, and that cannot come either.
      this.#finish();
    }
  }

  #livelock(steps: number): void {
    const message = `${steps} steps ran while the clock stood still, and main is not done. Is there a loop that only does await sleep(0), or do tasks keep waking each other? Wait for an Event, a Queue or a longer sleep instead.`;
    loop.observer?.livelocked?.(message, this.#main.id, this.#main.site);
    this.#phase = "over";
    this.#endInterrupts(false);
    this.#endRun?.();
    unawaited.take();
    failures.take();
    loop.leave();
    this.#reject(new RuntimeError(message));
  }
}

/** A done callback that stops the loop at the end of the iteration in which it runs. */
class Stop extends HandleCore {
  readonly #then: () => void;

  constructor(then: () => void) {
    super();
    this.#then = then;
  }

  run(): boolean {
    loop.stop(this.#then);
    return false;
  }
}

/** Lets the loop turn `turns` times before `then`. */
function idle(turns: number, then: () => void): void {
  if (turns === 0) then();
  else loop.callSoon(new Stop(() => idle(turns - 1, then)));
}
