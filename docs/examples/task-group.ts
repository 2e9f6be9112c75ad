import { CancelledError, coroutine, ExceptionGroup, run, sleep, taskGroup } from "chronograde";

const worker = coroutine(async (name: string, ms: number) => {
  try {
    await sleep(ms);
    if (name === "b") throw new Error("b broke");
    console.log(name, "is done");
  } catch (error) {
    if (error instanceof CancelledError) console.log(name, "was cancelled");
    throw error;
  }
});

await run(async () => {
  try {
    await taskGroup(async (tg) => {
      tg.createTask(worker("a", 100));
      tg.createTask(worker("b", 200));
      tg.createTask(worker("c", 300));
    });
  } catch (error) {
    if (!(error instanceof ExceptionGroup)) throw error;
    console.log(error.errors.map((one) => one.message).join(", "));
  }
});
