/** One measurement in a process of its own: `measure.js WHAT PROGRAM N REPEATS` prints µs per operation, the best of all. */
import { coroutine, gather, run, sleep } from "../src/api.ts";
import { installVirtual } from "../src/testing.ts";
import { fakeTimers } from "./fake-timers.ts";
import { programs } from "./programs.ts";
import { ColumnRecorder } from "./recorder.ts";

const [what = "ours", name = "sequential sleep", size = "100000", repeats = "3"] = process.argv.slice(2);
const n = Number(size);

async function microseconds(action: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  const began = performance.now();
  await action();
  return ((performance.now() - began) / n) * 1000;
}

async function ours(recorded: boolean): Promise<number> {
  installVirtual({ observer: recorded ? new ColumnRecorder() : null, sites: what === "ours" });
  const program = programs[name];
  if (program === undefined) throw new Error(`no program ${name}`);
  return run(() => microseconds(() => program(n)));
}

/** Bytes per task that sleeps. */
async function memory(): Promise<number> {
  installVirtual();
  return run(async () => {
    const nap = coroutine(async () => {
      await sleep(1000);
    });
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const all = gather(Array.from({ length: n }, () => nap()));
    await sleep(1);
    globalThis.gc?.();
    const bytes = (process.memoryUsage().heapUsed - before) / n;
    await all;
    return bytes;
  });
}

async function once(): Promise<number> {
  if (what === "memory") return memory();
  if (what === "fake-timers") return microseconds(() => fakeTimers[name]?.(n) ?? Promise.resolve());
  return ours(what === "recorded");
}

let best = Infinity;
for (let i = 0; i < Number(repeats); i++) best = Math.min(best, await once());
console.log(best);
