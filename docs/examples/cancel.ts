import { CancelledError, coroutine, createTask, run, sleep } from "chronograde";

const work = coroutine(async () => {
  try {
    await sleep(60_000);
  } catch (error) {
    if (error instanceof CancelledError) console.log("asked to stop:", error.message);
    throw error;
  } finally {
    await sleep(10);
    console.log("cleaned up");
  }
});

await run(async () => {
  const task = createTask(work(), { name: "worker" });
  await sleep(100);
  console.log(task.cancel("not needed any more"), task.cancelled());
  try {
    await task;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
  console.log(task.getName(), task.done(), task.cancelled(), task.cancel());
});
