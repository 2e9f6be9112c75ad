import {
  allTasks,
  asCompleted,
  Barrier,
  BoundedSemaphore,
  BrokenBarrierError,
  CancelledError,
  Condition,
  coroutine,
  createTask,
  currentTask,
  DeadlockError,
  Event,
  ExceptionGroup,
  type Future,
  gather,
  getRunningLoop,
  type Handle,
  InvalidStateError,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  run,
  RuntimeError,
  Semaphore,
  shield,
  sleep,
  type Task,
  taskGroup,
  type TaskGroup,
  type Timeout,
  timeout,
  timeoutAt,
  TimeoutError,
  wait,
  waitFor,
  type Coroutine,
} from "../../../src/api.ts";
import { type Block, type Program, type Ref, SLOTS, type Statement } from "./generate.ts";

class Boom extends Error {}

class Return extends Error {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }
}

const KINDS = {
  TimeoutError,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  BrokenBarrierError,
  DeadlockError,
  RuntimeError,
  Boom,
  Return,
};

function kind(error: unknown): string {
  if (error instanceof CancelledError) return `Cancelled:${error.message}`;
  if (error instanceof ExceptionGroup) return `Group[${error.errors.map(kind).join(",")}]`;
  for (const [name, type] of Object.entries(KINDS)) if (error instanceof type) return name;
  return `unexpected ${String(error)}`;
}

function show(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Error) return kind(value);
  if (Array.isArray(value)) return `[${value.map(show).join(",")}]`;
  return `${value as string | number | boolean}`;
}

interface Frame {
  readonly timeout?: Timeout;
  readonly group?: TaskGroup;
}

/** A coroutine that is kept, to be awaited more than once. */
interface Held {
  state: "new" | "running" | "over";
  readonly coroutine: Coroutine;
}

type Method = (frame: Frame, ...operands: never[]) => unknown;

function isTask(future: Future | null | undefined): future is Task {
  return future !== null && future !== undefined && "cancelling" in future;
}

function at<T>(list: readonly T[], index: number): T {
  return list[index] as T;
}

function deadline(ms: number | null): number | null {
  return ms === null ? null : getRunningLoop().time() + ms;
}

/** Interprets a program of generate.ts; gives the lines that driver.py gives for it. */
export async function interpret(program: Program): Promise<string[]> {
  const lines: string[] = [];
  const labels = new Map<unknown, string>();
  const slots: (Future | null)[] = [null, null, null, null, null];
  const handles: (Handle | null)[] = [null, null, null, null, null];
  const coroutines: (Held | null)[] = [null, null, null, null, null];
  const callbacks: (((future: Future) => void) | null)[] = [null, null, null, null, null];
  let over: TaskGroup | undefined;
  let counter = 0;

  const log = (...words: unknown[]) => {
    const task = currentTask();
    if (task !== null && !labels.has(task)) labels.set(task, `t${labels.size}`);
    const label = task === null ? "-" : labels.get(task);
    lines.push([`${Math.round(getRunningLoop().time())} ${label}`, ...words.map(show)].join(" "));
  };

  const events = [new Event(), new Event()];
  const locks = [new Lock(), new Lock()];
  const conditions = [new Condition(), new Condition(locks[0])];
  const semaphores = program.semaphores.map(([bounded, value]) =>
    bounded ? new BoundedSemaphore(value) : new Semaphore(value),
  );
  const barrier = new Barrier(program.parties);
  const kinds = { fifo: Queue, priority: PriorityQueue, lifo: LifoQueue };
  const queues = program.queues.map(([name, size]) => new kinds[name]<number>(size));
  const futures: Future[] = [];

  const body = coroutine(async (number: number): Promise<unknown> => {
    log("begin", number);
    try {
      await block(program.bodies[number] ?? [], {});
    } catch (error) {
      if (error instanceof Return) {
        log("end", number);
        return error.value;
      }
      log("out", number, error);
      throw error;
    }
    log("end", number);
    return 100 + number;
  });

  const heldBody = coroutine(async (number: number, held: () => Held): Promise<unknown> => {
    held().state = "running";
    try {
      return await body(number);
    } finally {
      held().state = "over";
    }
  });

  const block = async (statements: Block, frame: Frame): Promise<void> => {
    for (const statement of statements) await execute(statement, frame);
  };

  const execute = async (statement: Statement, frame: Frame): Promise<void> => {
    const [name, ...operands] = statement;
    if (name === "return") throw new Return(operands[0] as number);
    if (name === "try") return tryBlock(frame, ...(operands as [Block, string, Block, boolean, Block]));
    if (name === "repeat") {
      for (let i = 0; i < (operands[0] as number); i++) await block(operands[1] as Block, frame);
      return;
    }
    log("do", name);
    let value: unknown;
    try {
      const method = methods[name] as Method;
      value = await method(frame, ...(operands as never[]));
    } catch (error) {
      if (!(error instanceof Return)) log(name, error);
      throw error;
    }
    log(name, value);
  };

  const tryBlock = async (frame: Frame, inner: Block, mode: string, handler: Block, rethrow: boolean, last: Block) => {
    try {
      await block(inner, frame);
    } catch (error) {
      if (error instanceof Return) throw error;
      const cancelled = error instanceof CancelledError;
      if ((mode === "cancelled" && !cancelled) || (mode === "boom" && cancelled)) throw error;
      log("caught", error);
      await block(handler, frame);
      if (rethrow) throw error;
    } finally {
      await block(last, frame);
    }
  };

  const slotted = (slot: number): Future => {
    let future = slots[slot];
    if (future === null || future === undefined) {
      future = getRunningLoop().createFuture();
      future.setResult(7);
      slots[slot] = future;
    }
    return future;
  };
  const resolve = ([what, number]: Ref): Coroutine | Future => (what === "body" ? body(number) : slotted(number));
  const stateOf = (slot: number) => {
    const future = slots[slot];
    if (future === null || future === undefined) return null;
    const words: unknown[] = [future.done(), future.cancelled()];
    if (isTask(future)) words.push(future.cancelling());
    for (const ask of [() => future.result(), () => future.exception()]) {
      try {
        words.push(ask());
      } catch (error) {
        words.push(error);
      }
    }
    return words;
  };
  const cancelSlot = (slot: number, message: string | null) => slots[slot]?.cancel(message ?? undefined) ?? null;

  const actions: Record<string, (...operands: never[]) => unknown> = {
    log: () => null,
    eventSet: (i: number) => at(events, i).set(),
    eventClear: (i: number) => at(events, i).clear(),
    futureSet: (i: number, value: number) => at(futures, i).setResult(value),
    cancel: cancelSlot,
    queuePutNowait: (i: number, value: number) => at(queues, i).putNowait(value),
    state: stateOf,
    release: (i: number) => at(locks, i).release(),
    spawn: (callee: number, slot: number) => {
      slots[slot] = createTask(body(callee));
    },
    cancelHandle: (slot: number) => handles[slot]?.cancel(),
    futureFail: (i: number) => at(futures, i).setException(new Boom()),
    futureCancel: (i: number, message: string | null) => at(futures, i).cancel(message ?? undefined),
    semaphoreRelease: (i: number) => at(semaphores, i).release(),
    queueGetNowait: (i: number) => at(queues, i).getNowait(),
    queueDone: (i: number) => at(queues, i).taskDone(),
    notifyAll: (i: number) => at(conditions, i).notifyAll(),
    notifier: (i: number) => {
      createTask(async () => {
        const condition = at(conditions, i);
        await condition.with(async () => {
          counter += 1;
          condition.notifyAll();
          log("notified");
        });
      });
    },
    slotSet: (slot: number, value: number) => slotted(slot).setResult(value),
    chain: (slot: number) => {
      const number = lines.length;
      slotted(slot).addDoneCallback(() => log("chained", number));
    },
  };
  const act = (action: Statement) => {
    const [name, ...operands] = action;
    if (name === "fail") {
      log("failing");
      throw new Return(0);
    }
    let value: unknown;
    try {
      value = (actions[name] as (...operands: never[]) => unknown)(...(operands as never[]));
    } catch (error) {
      value = error;
    }
    log("acted", name, value);
  };

  const watch = (slot: number, callback: (future: Future) => void) => {
    callbacks[slot] = callback;
    slotted(slot).addDoneCallback(callback);
  };
  /** The runtime's own coroutines. */
  const waiting = (name: string, i: number): Coroutine => {
    switch (name) {
      case "acquire":
        return at(locks, i).acquire();
      case "semaphoreAcquire":
        return at(semaphores, i).acquire();
      case "eventWait":
        return at(events, i).wait();
      case "queueGet":
        return at(queues, i).get();
      case "queuePut":
        return at(queues, i).put(i);
      case "queueJoin":
        return at(queues, i).join();
      case "conditionWait":
        return at(conditions, i).wait();
      case "barrierWait":
        return barrier.wait();
      default:
        return sleep(5 * i, i);
    }
  };

  const methods: Record<string, Method> = {
    log: () => null,
    sleep: (_, ms: number) => sleep(ms, ms),
    spawn: (_, callee: number, slot: number) => {
      slots[slot] = createTask(body(callee));
    },
    call: (_, callee: number) => body(callee),
    groupSpawn: ({ group }, callee: number, slot: number) => {
      if (group !== undefined) slots[slot] = group.createTask(body(callee));
    },
    await: (_, slot: number) => slotted(slot),
    awaitSelf: () => currentTask(),
    state: (_, slot: number) => stateOf(slot),
    doneCallback: (_, slot: number) => {
      const number = lines.length;
      watch(slot, (future) => log("callback", number, future.done(), future.cancelled()));
    },
    callbackAct: (_, slot: number, action: Statement) => watch(slot, () => act(action)),
    removeCallback: (_, slot: number) => {
      const callback = callbacks[slot];
      return callback === null || callback === undefined ? null : slotted(slot).removeDoneCallback(callback);
    },
    makeFuture: (_, slot: number) => {
      slots[slot] = getRunningLoop().createFuture();
    },
    slotSet: (_, slot: number, value: number) => slotted(slot).setResult(value),
    slotFail: (_, slot: number) => slotted(slot).setException(new Boom()),
    makeCoroutine: (_, callee: number, slot: number) => {
      const held: Held = { state: "new", coroutine: heldBody(callee, () => held) };
      coroutines[slot] = held;
    },
    awaitCoroutine: (_, slot: number) => coroutines[slot]?.coroutine,
    spawnCoroutine: (_, slot: number, to: number) => {
      const held = coroutines[slot];
      if (held === null || held === undefined || held.state === "running") return;
      if (held.state === "new") coroutines[slot] = null;
      slots[to] = createTask(held.coroutine);
    },
    spawnNamed: (_, callee: number, slot: number, name: string | null) => {
      const task = createTask(body(callee), name === null ? {} : { name });
      slots[slot] = task;
      return task.getName();
    },
    rename: (_, slot: number, name: string) => {
      const future = slots[slot];
      if (isTask(future)) future.setName(name);
    },
    name: (_, slot: number) => {
      const future = slots[slot];
      return [currentTask()?.getName(), isTask(future) ? future.getName() : null];
    },
    spawnWait: (_, name: string, i: number, slot: number) => {
      slots[slot] = createTask(waiting(name, i));
    },
    waitForWait: (_, name: string, i: number, ms: number | null) => waitFor(waiting(name, i), ms),
    gatherWaits: (_, a: string, b: string, i: number, returnExceptions: boolean) =>
      gather([waiting(a, i), waiting(b, 1 - i)], { returnExceptions } as { returnExceptions: true }),
    asCompletedSpawn: (_, numbers: readonly number[], ms: number | null, slot: number) => {
      for (const [i, next] of [...asCompleted(numbers.map(slotted), { timeout: ms })].entries()) {
        slots[(slot + i) % SLOTS] = createTask(next);
      }
    },
    asCompletedSome: async (_, numbers: readonly number[], ms: number | null, count: number) => {
      const values: unknown[] = [];
      for (const next of asCompleted(numbers.map(slotted), { timeout: ms })) {
        if (values.length === count) break;
        values.push(await next);
      }
      return values;
    },
    cancelOthers: () => [...allTasks()].filter((task) => task !== currentTask()).map((task) => task.cancel("others")),
    lateSpawn: (_, callee: number, slot: number) => {
      if (over !== undefined) slots[slot] = over.createTask(body(callee));
    },
    cancel: (_, slot: number, message: string | null) => cancelSlot(slot, message),
    cancelSelf: (_, message: string | null) => currentTask()?.cancel(message ?? undefined),
    uncancel: (_, slot: number) => {
      const future = slot < 0 ? currentTask() : slots[slot];
      return isTask(future) ? future.uncancel() : null;
    },
    gather: (_, refs: readonly Ref[], returnExceptions: boolean) =>
      gather(refs.map(resolve), { returnExceptions } as { returnExceptions: true }),
    makeGather: (_, slot: number, refs: readonly Ref[], returnExceptions: boolean) => {
      slots[slot] = gather(refs.map(resolve), { returnExceptions } as { returnExceptions: true });
    },
    makeShield: (_, slot: number, ref: Ref) => {
      slots[slot] = shield(resolve(ref));
    },
    shield: (_, ref: Ref) => shield(resolve(ref)),
    wait: async (_, numbers: readonly number[], ms: number | null, returnWhen: "ALL_COMPLETED") => {
      const shells = numbers.map(slotted);
      const { done, pending } = await wait(shells, { timeout: ms, returnWhen });
      return [shells.map((one) => done.has(one)), shells.map((one) => pending.has(one))];
    },
    waitFor: (_, ref: Ref, ms: number | null) => waitFor(resolve(ref), ms),
    asCompleted: async (_, numbers: readonly number[], ms: number | null) => {
      for (const next of asCompleted(numbers.map(slotted), { timeout: ms })) {
        try {
          log("next", await next);
        } catch (error) {
          if (!(error instanceof Boom)) throw error;
          log("next", error);
        }
      }
    },
    timeout: async (frame, ms: number | null, inner: Block) => {
      let seen: Timeout | undefined;
      await timeout(ms, async (t) => {
        seen = t;
        await block(inner, { ...frame, timeout: t });
      });
      return seen?.expired();
    },
    timeoutAt: async (frame, ms: number | null, inner: Block) => {
      let seen: Timeout | undefined;
      await timeoutAt(deadline(ms), async (t) => {
        seen = t;
        await block(inner, { ...frame, timeout: t });
      });
      return seen?.expired();
    },
    reschedule: ({ timeout: t }, ms: number | null) => {
      if (t === undefined) return null;
      t.reschedule(deadline(ms));
      return [t.when(), t.expired()];
    },
    group: (frame, inner: Block) =>
      taskGroup((tg) => {
        over = tg;
        return block(inner, { ...frame, group: tg });
      }),
    lockWith: (frame, i: number, inner: Block) => at(locks, i).with(() => block(inner, frame)),
    acquire: (_, i: number) => at(locks, i).acquire(),
    release: (_, i: number) => at(locks, i).release(),
    semaphoreWith: (frame, i: number, inner: Block) => at(semaphores, i).with(() => block(inner, frame)),
    semaphoreAcquire: (_, i: number) => at(semaphores, i).acquire(),
    semaphoreRelease: (_, i: number) => {
      at(semaphores, i).release();
      return at(semaphores, i).locked();
    },
    conditionWith: (frame, i: number, inner: Block) => at(conditions, i).with(() => block(inner, frame)),
    conditionWait: (_, i: number) => at(conditions, i).wait(),
    conditionWaitFor: (_, i: number, n: number) => at(conditions, i).waitFor(() => counter >= n),
    notify: (_, i: number, n: number) => at(conditions, i).notify(n),
    notifyAll: (_, i: number) => at(conditions, i).notifyAll(),
    increment: () => {
      counter += 1;
    },
    eventWait: (_, i: number) => at(events, i).wait(),
    eventSet: (_, i: number) => at(events, i).set(),
    eventClear: (_, i: number) => at(events, i).clear(),
    barrierWait: () => barrier.wait(),
    barrierReset: async () => {
      await barrier.reset();
      return [barrier.nWaiting, barrier.broken];
    },
    barrierAbort: async () => {
      await barrier.abort();
      return [barrier.nWaiting, barrier.broken];
    },
    queuePut: (_, i: number, value: number) => at(queues, i).put(value),
    queueGet: (_, i: number) => at(queues, i).get(),
    queuePutNowait: (_, i: number, value: number) => at(queues, i).putNowait(value),
    queueGetNowait: (_, i: number) => at(queues, i).getNowait(),
    queueDone: (_, i: number) => at(queues, i).taskDone(),
    queueJoin: (_, i: number) => at(queues, i).join(),
    queueState: (_, i: number) => [at(queues, i).qsize(), at(queues, i).empty(), at(queues, i).full()],
    futureSet: (_, i: number, value: number) => at(futures, i).setResult(value),
    futureFail: (_, i: number) => at(futures, i).setException(new Boom()),
    futureCancel: (_, i: number, message: string | null) => at(futures, i).cancel(message ?? undefined),
    futureRenew: (_, i: number) => {
      futures[i] = getRunningLoop().createFuture();
    },
    futureAwait: (_, i: number) => at(futures, i),
    soon: (_, action: Statement, slot: number) => {
      handles[slot] = getRunningLoop().callSoon(act, action);
    },
    later: (_, ms: number, action: Statement, slot: number) => {
      handles[slot] = getRunningLoop().callLater(ms, act, action);
    },
    callAt: (_, ms: number, action: Statement, slot: number) => {
      const loop = getRunningLoop();
      handles[slot] = loop.callAt(loop.time() + ms, act, action);
    },
    cancelHandle: (_, slot: number) => {
      const handle = handles[slot];
      if (handle === null || handle === undefined) return null;
      handle.cancel();
      return handle.cancelled();
    },
    raise: () => {
      throw new Boom();
    },
    allTasks: () => allTasks().size,
  };

  try {
    const result = await run(async () => {
      const loop = getRunningLoop();
      futures.push(loop.createFuture(), loop.createFuture());
      return body(0);
    });
    lines.push(`result ${show(result)}`);
  } catch (error) {
    lines.push(`threw ${kind(error)}`);
  }
  return lines;
}
