import { CancelledError, createTask, run, sleep } from "chronograde";

await run(async () => {
  const stubborn = createTask(async () => {
    try {
      await sleep(1000);
    } catch {
      return "took the cancel for a failure, and went on";
    }
    return "slept";
  });
  const polite = createTask(async () => {
    try {
      await sleep(1000);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      return "handled a real failure";
    }
    return "slept";
  });
  await sleep(10);
  stubborn.cancel();
  polite.cancel();
  console.log(await stubborn, stubborn.cancelled());
  await polite.catch(() => console.log("polite was cancelled:", polite.cancelled()));
});
