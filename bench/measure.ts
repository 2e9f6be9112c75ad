/**
 * One measurement in a process of its own: `measure.js WHAT PROGRAM N REPEATS`. Prints the processor's microseconds per
 * operation, the best of the repeats; for `memory` and `memory-in-function`, bytes per sleeping task.
 */
import { type Coroutine, coroutine, gather, run, sleep } from "../src/api.ts";
import { installVirtual } from "../src/testing.ts";
import { fakeTimers } from "./fake-timers.ts";
import { programs } from "./programs.ts";
import { ColumnRecorder } from "./recorder.ts";

const [what = "ours", name = "sequential sleep", size = "100000", repeats = "3"] = process.argv.slice(2);
const n = Number(size);

// Once for all repeats: a world of its own for each would make the compiler forget what it learned in the one before.
const recorder = what === "recorded" ? new ColumnRecorder() : null;
installVirtual({
  observer: recorder,
  sites: what !== "plain" && what !== "recorded",
});

/** What the whole process spent, its threads for compiling and for collecting garbage included. */
async function microseconds(action: () => Promise<void>): Promise<number> {
  recorder?.restart();
  const began = process.cpuUsage();
  await action();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / n;
}

async function ours(): Promise<number> {
  const program = programs[name];
  if (program === undefined) throw new Error(`no program ${name}`);
  return run(() => microseconds(() => program(n)));
}

/** Bytes per task that sleeps, its place in a gather included. */
async function memory(nap: () => Coroutine<void>): Promise<number> {
  return run(async () => {
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
  if (what === "memory") return memory(() => sleep(1000));
  if (what === "memory-in-function") {
    return memory(
      coroutine(async () => {
        await sleep(1000);
      }),
    );
  }
  if (what === "fake-timers") return microseconds(() => fakeTimers[name]?.(n) ?? Promise.resolve());
  return ours();
}

let best = Infinity;
for (let i = 0; i < Number(repeats); i++) best = Math.min(best, await once());
console.log(best);
