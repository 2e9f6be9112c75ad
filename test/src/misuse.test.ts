import { describe, expect, test } from "vitest";
import {
  asCompleted,
  Barrier,
  BoundedSemaphore,
  Condition,
  coroutine,
  createTask,
  currentTask,
  gather,
  getRunningLoop,
  Lock,
  PriorityQueue,
  Queue,
  run,
  RuntimeError,
  Semaphore,
  shield,
  sleep,
  taskGroup,
  timeout,
  wait,
  waitFor,
} from "../../src/api.ts";
import { virtually } from "../../src/testing.ts";

const work = coroutine(async (n: number) => n);
const started = async () => 1;

/** The message of what `main` throws, which has to be a RuntimeError. */
async function messageOf(main: () => unknown): Promise<string> {
  const error: unknown = await virtually(async () => main()).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RuntimeError);
  return (error as Error).message;
}

describe("misuse is met with the right call", () => {
  test.each([
    [
      "createTask",
      () => createTask(started() as never),
      /createTask\(\) was given a promise.*createTask\(\(\) => work\(1\)\)/u,
    ],
    ["gather", () => gather(started() as never), /gather\(\) was given a promise.*coroutine\(async/u],
    ["waitFor", () => waitFor(started() as never, 5), /waitFor\(\) was given a promise/u],
    ["shield", () => shield(started() as never), /shield\(\) was given a promise/u],
    ["wait", () => wait([started() as never]), /wait\(\) was given a promise/u],
    ["asCompleted", () => [...asCompleted([started() as never])], /asCompleted\(\) was given a promise/u],
    ["tg.createTask", () => taskGroup(async (tg) => tg.createTask(started() as never)), /group/u],
  ])("a started promise given to %s", async (name, main, message) => {
    if (name === "tg.createTask") {
      await expect(virtually(async () => main())).rejects.toMatchObject({ errors: [{ name: "RuntimeError" }] });
    } else expect(await messageOf(main)).toMatch(message);
  });

  test.each([
    ["createTask of a task", () => createTask(createTask(work(1)) as never), /is scheduled already. Await it/u],
    ["createTask of a number", () => createTask(3 as never), /needs a coroutine, got 3 \(number\)/u],
    ["a name that is no option", () => createTask(work(1), "x" as never), /createTask\(…, \{ name: "x" \}\)/u],
    [
      "a function given to gather",
      () => gather(started as never),
      /given a function.*createTask\(\(\) => work\(1\)\)/u,
    ],
    [
      "an array and more given to gather",
      () => gather([work(1)] as never, work(2) as never),
      /gather\(\[a, b\], \{ returnExceptions/u,
    ],
    ["coroutines given to wait", async () => wait([work(1) as never]), /takes tasks, not coroutines/u],
    ["no task at all given to wait", async () => wait([]), /at least one/u],
    ["one task given to wait", async () => wait(createTask(work(1)) as never), /wait\(\[task\]\)/u],
    [
      "a misspelt returnWhen",
      async () => wait([createTask(work(1))], { returnWhen: "FIRST" as never }),
      /FIRST_COMPLETED/u,
    ],
    ["a delay that is text", () => sleep("5" as never), /milliseconds, got "5" \(string\)/u],
    ["a delay that is not a number", () => sleep(NaN), /milliseconds, got NaN/u],
    ["a timeout without a body", () => timeout(5, undefined as never), /timeout\(…, async \(\) => \{ … \}\)/u],
    ["coroutine() of a promise", () => coroutine(started() as never), /coroutine\(async \(id\) => …\)/u],
    [
      "a second await",
      async () => {
        const c = work(1);
        await c;
        await c;
      },
      /was awaited already, and a coroutine runs once/u,
    ],
    ["a task that awaits itself", async () => currentTask(), /awaits itself/u],
    ["release() of a free lock", () => new Lock().release(), /nobody holds/u],
    ["release() of a full semaphore", () => new BoundedSemaphore(1).release(), /has all its units/u],
    ["a negative semaphore", () => new Semaphore(-1), /0 or more, got -1/u],
    ["a barrier for nobody", () => new Barrier(0), /at least 1 task, got 0/u],
    ["wait() without the lock", async () => new Condition().wait(), /needs its lock.*cond\.with/u],
    ["notify() without the lock", () => new Condition().notify(), /needs its lock/u],
    ["a condition on something else", () => new Condition({} as never), /takes a Lock/u],
    ["taskDone() too often", () => new Queue().taskDone(), /more often than items/u],
    ["a task in a queue", () => new Queue<unknown>().putNowait(createTask(work(1))), /\{ task \}/u],
    [
      "items without an order",
      () => {
        const q = new PriorityQueue();
        q.putNowait({});
        q.putNowait({});
      },
      /\[priority, count, item\]/u,
    ],
    ["a result set for a task", () => createTask(work(1)).setResult(2), /createFuture\(\)/u],
    ["an error set for a task", () => createTask(work(1)).setException(new Error()), /task\.cancel\(\)/u],
    ["callSoon of nothing", () => getRunningLoop().callSoon(undefined as never), /needs a function/u],
  ])("%s", async (_, main: () => unknown, message) => {
    expect(await messageOf(main)).toMatch(message);
  });

  test("a task group that is finished takes no more tasks", async () => {
    const message = await messageOf(async () => {
      let kept: { createTask(fn: () => Promise<number>): unknown } | undefined;
      await taskGroup(async (tg) => {
        kept = tg;
      });
      kept?.createTask(started);
    });
    expect(message).toMatch(/This task group is finished/u);
  });

  test.each([
    ["createTask", () => createTask(started)],
    ["gather", () => gather(work(1))],
    ["shield", () => shield(work(1))],
    ["getRunningLoop", () => getRunningLoop()],
    ["currentTask", () => currentTask()],
  ])("%s outside a loop", (name, call) => {
    expect(call).toThrow(
      `${name}() needs a running loop, and none is running here. Put the code into an async function and start it with run(main).`,
    );
  });

  test("an await outside a loop", async () => {
    await expect(Promise.resolve(sleep(1))).rejects.toThrow(/This sleep\(…\) was awaited outside a task.*run\(main\)/u);
  });

  test("run(main()) instead of run(main)", () => {
    expect(() => run(started() as never)).toThrow(/run\(\) was given a promise.*run\(main\)/u);
  });

  test("a lock taken twice by one task: it waits for itself, which is no circle of tasks", async () => {
    const lock = new Lock();
    const message = await messageOf(() => lock.with(async () => lock.with(async () => undefined)));
    expect(message).toMatch(/for lock \d+: it has it already, and waits for itself to release it$/u);
  });

  test("a state asked for too early", async () => {
    const error: unknown = await virtually(async () => createTask(work(1)).result()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: "InvalidStateError",
      message: expect.stringMatching(/still pending. Await it/u),
    });
  });
});
