import { describe, expect, test } from "vitest";
import { coroutine, createTask, currentTask, getRunningLoop, sleep, timeout } from "../../src/api.ts";
import { virtually } from "../../src/testing.ts";

const me = () => currentTask()?.getName() ?? "nobody";
const now = () => getRunningLoop().time();
const give = coroutine(async (value: string, ms: number) => {
  await sleep(ms);
  return value;
});
const fail = coroutine(async (ms: number) => {
  await sleep(ms);
  throw new Error("failed");
});

/** Beside native JavaScript. After each, the time and the task that goes on. */
describe("inside a task", () => {
  test("Promise.all over tasks, coroutines and values", async () => {
    expect(
      await virtually(async () => [await Promise.all([give("a", 5), createTask(give("b", 9)), 3]), now(), me()]),
    ).toEqual([["a", "b", 3], 9, "Task-1"]);
  });

  test("Promise.race", async () => {
    expect(await virtually(async () => [await Promise.race([give("slow", 9), give("fast", 3)]), now(), me()])).toEqual([
      "fast",
      3,
      "Task-1",
    ]);
  });

  test("Promise.any", async () => {
    expect(await virtually(async () => [await Promise.any([fail(1), give("ok", 3)]), now(), me()])).toEqual([
      "ok",
      3,
      "Task-1",
    ]);
  });

  test("Promise.allSettled", async () => {
    expect(
      await virtually(async () => {
        const settled = await Promise.allSettled([createTask(fail(1)), give("ok", 3)]);
        return [settled.map(({ status }) => status), now(), me()];
      }),
    ).toEqual([["rejected", "fulfilled"], 3, "Task-1"]);
  });

  test("a raw promise that another task resolves", async () => {
    expect(
      await virtually(async () => {
        let settle: (value: string) => void = () => undefined;
        const raw = new Promise<string>((resolve) => {
          settle = resolve;
        });
        const waiter = createTask(async () => [await raw, me()], { name: "waiter" });
        const setter = createTask(
          async () => {
            await sleep(5);
            settle("set");
            await sleep(0);
            return me();
          },
          { name: "setter" },
        );
        return [await waiter, await setter, me()];
      }),
    ).toEqual([["set", "waiter"], "setter", "Task-1"]);
  });

  test("then, catch and finally of a task", async () => {
    const order: string[] = [];
    await virtually(async () => {
      const task = createTask(fail(2), { name: "other" });
      await task
        .finally(() => {
          order.push(`finally in ${me()}`);
        })
        .catch((error: Error) => {
          order.push(`${error.message} in ${me()}`);
        });
      await give("x", 1).then((value) => order.push(`${value} in ${me()}`));
    });
    expect(order).toEqual(["finally in Task-1", "failed in Task-1", "x in Task-1"]);
  });

  test("then written by hand is no wait of the task, so a cancel does not reach through it", async () => {
    expect(
      await virtually(async () => {
        const inner = createTask(give("done", 10));
        const outer = createTask(async () => {
          void inner.then(
            (value) => value,
            () => undefined,
          );
          await sleep(100);
        });
        await sleep(1);
        outer.cancel();
        return [await inner, outer.cancelled()];
      }),
    ).toEqual(["done", true]);
  });

  test("async generators and for await", async () => {
    async function* ticks() {
      for (let i = 0; i < 2; i++) {
        await sleep(10);
        yield me();
      }
    }
    expect(
      await virtually(async () => {
        const seen: unknown[] = [];
        for await (const name of ticks()) seen.push([name, me(), now()]);
        for await (const value of [give("a", 5), give("b", 1)]) seen.push([value, me(), now()]);
        return seen;
      }),
    ).toEqual([
      ["Task-1", "Task-1", 10],
      ["Task-1", "Task-1", 20],
      ["a", "Task-1", 25],
      ["b", "Task-1", 26],
    ]);
  });

  test("an AbortSignal ends what listens to it", async () => {
    expect(
      await virtually(async () => {
        const controller = new AbortController();
        const task = createTask(
          () =>
            new Promise((_, reject) => {
              controller.signal.addEventListener("abort", () => reject(controller.signal.reason as Error));
            }),
        );
        await sleep(1);
        controller.abort(new Error("enough"));
        return task.catch((error) => (error as Error).message);
      }),
    ).toBe("enough");
  });

  test("a cancel does not interrupt a native await and comes at the next runtime call", async () => {
    const order: unknown[] = [];
    await virtually(async () => {
      let settle: () => void = () => undefined;
      const raw = new Promise<void>((resolve) => {
        settle = resolve;
      });
      const task = createTask(async () => {
        await raw;
        order.push(["after the native await", now()]);
        await sleep(100);
        order.push("never");
      });
      await sleep(1);
      task.cancel("stop");
      await sleep(5);
      settle();
      await task.catch((error) => order.push([(error as Error).name, (error as Error).message, now()]));
    });
    expect(order).toEqual([
      ["after the native await", 6],
      ["CancelledError", "stop", 6],
    ]);
  });

  test("a cancel ends both waits of a Promise.all", async () => {
    expect(
      await virtually(async () => {
        const ended: string[] = [];
        const nap = coroutine(async (name: string) => {
          try {
            await sleep(100);
          } finally {
            ended.push(name);
          }
        });
        const task = createTask(async () => {
          await Promise.all([nap("a"), nap("b")]);
        });
        await sleep(1);
        task.cancel();
        await task.catch(() => undefined);
        await sleep(0);
        return [ended, now(), task.cancelled()];
      }),
    ).toEqual([["a", "b"], 1, true]);
  });

  test("a timeout around a Promise.all takes its cancel back", async () => {
    expect(
      await virtually(async () => {
        try {
          await timeout(10, async () => {
            await Promise.all([sleep(100), sleep(200)]);
          });
        } catch (error) {
          return [(error as Error).name, (error as Error).message, now(), currentTask()?.cancelling()];
        }
      }),
    ).toEqual(["TimeoutError", "timed out after 10 ms", 10, 0]);
  });

  test("a coroutine returned from an async function", async () => {
    const outer = async () => give("inner", 4);
    expect(await virtually(async () => [await outer(), now()])).toEqual(["inner", 4]);
  });

  test("a helper that creates tasks creates them in the name of its caller", async () => {
    const order: string[] = [];
    const helper = async () => {
      await null;
      return createTask(async () => {
        order.push(me());
      });
    };
    await virtually(async () => {
      await (
        await Promise.all([helper().then((task) => ({ task }))])
      )[0].task;
      order.push(me());
    });
    expect(order).toEqual(["Task-2", "Task-1"]);
  });
});
