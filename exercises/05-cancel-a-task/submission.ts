import { coroutine, createTask, sleep } from "chronograde";

const watch = coroutine(async (everyMs: number, leaveMs: number): Promise<void> => {
  try {
    while (true) {
      await sleep(everyMs);
      console.log("still working");
    }
  } finally {
    await sleep(leaveMs);
    console.log("watcher has left");
  }
});

const work = coroutine(async (ms: number) => {
  await sleep(ms);
  return `worked for ${ms} ms`;
});

export async function main(workMs: number, everyMs: number, leaveMs: number) {
  createTask(watch(everyMs, leaveMs), { name: "watcher" });
  const result = await work(workMs);
  // TODO: The work is over, but the watcher would go on forever. How do you stop it, and how do you know it has left?
  return result;
}
