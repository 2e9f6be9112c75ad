import { CancelledError, createTask, getRunningLoop, run, sleep } from "chronograde";

await run(async () => {
  const loop = getRunningLoop();
  const promise = new Promise<void>((resolve) => {
    loop.callLater(500, resolve);
  });
  const task = createTask(async () => {
    await promise;
    console.log("a native promise cannot be left early:", loop.time());
    await sleep(1000);
  });
  await sleep(100);
  task.cancel();
  try {
    await task;
  } catch (error) {
    if (error instanceof CancelledError) console.log("the cancel came at the next await of ours:", loop.time());
  }

  // One task that waits for two things: a cancel ends both.
  const both = createTask(async () => {
    await Promise.all([sleep(1000), sleep(2000)]);
  });
  await sleep(100);
  both.cancel();
  await both.catch(() => console.log("both ended:", loop.time()));
});
