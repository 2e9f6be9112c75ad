import { CancelledError, coroutine, createTask, sleep } from "chronograde";

const watch = coroutine(async (everyMs: number, leaveMs: number): Promise<void> => {
  try {
    while (true) {
      await sleep(everyMs);
      console.log("still working");
    }
  } finally {
    // A cancel arrives as an error, thrown by the await that the task is waiting at. So `finally` is the place to tidy
    // up, and it may take its time.
    await sleep(leaveMs);
    console.log("watcher has left");
  }
});

const work = coroutine(async (ms: number) => {
  await sleep(ms);
  return `worked for ${ms} ms`;
});

export async function main(workMs: number, everyMs: number, leaveMs: number) {
  const watcher = createTask(watch(everyMs, leaveMs), { name: "watcher" });
  const result = await work(workMs);

  // cancel() only asks. The watcher hears of it the next time the loop runs, and then it still has to tidy up.
  watcher.cancel();
  try {
    await watcher;
  } catch (error) {
    // Awaiting a cancelled task throws CancelledError, and here that is good news. Any other error is a real one.
    if (!(error instanceof CancelledError)) throw error;
  }
  return result;
}
