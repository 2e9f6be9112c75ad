import { coroutine, createTask, gather, Queue, Semaphore, sleep, timeout } from "../src/api.ts";

/** One operation, done `n` times inside a running loop. The same programs stand in asyncio_programs.py. */
export type BenchProgram = (n: number) => Promise<void>;

const nothing = coroutine(async () => undefined);
const nap = coroutine(async (ms: number) => {
  await sleep(ms);
});

async function echo(from: Queue<number>, to: Queue<number>, n: number): Promise<void> {
  for (let i = 0; i < n; i++) await to.put(await from.get());
}

export const programs: Readonly<Record<string, BenchProgram>> = {
  async "sequential sleep"(n) {
    for (let i = 0; i < n; i++) await sleep(1);
  },
  async "concurrent sleep"(n) {
    await gather(Array.from({ length: n }, (_, i) => sleep((i % 1000) + 1)));
  },
  async "sleep(0)"(n) {
    for (let i = 0; i < n; i++) await sleep(0);
  },
  async "queue ping-pong"(n) {
    const there = new Queue<number>();
    const back = new Queue<number>();
    const other = createTask(() => echo(there, back, n));
    for (let i = 0; i < n; i++) {
      await there.put(i);
      await back.get();
    }
    await other;
  },
  async "spawn + await"(n) {
    for (let i = 0; i < n; i++) await createTask(nothing());
  },
  async "spawn all + gather"(n) {
    await gather(Array.from({ length: n }, () => nothing()));
  },
  async cancel(n) {
    for (let i = 0; i < n; i++) {
      const task = createTask(nap(1000));
      await sleep(0);
      task.cancel();
      try {
        await task;
      } catch {
        // Cancelled, as it should be.
      }
    }
  },
  async "timeout expiry"(n) {
    for (let i = 0; i < n; i++) {
      try {
        await timeout(1, async () => {
          await sleep(1000);
        });
      } catch {
        // Timed out, as it should be.
      }
    }
  },
  async "Semaphore(10)"(n) {
    const semaphore = new Semaphore(10);
    const worker = coroutine(async () => {
      await semaphore.with(async () => {
        await sleep(1);
      });
    });
    await gather(Array.from({ length: n }, () => worker()));
  },
};
