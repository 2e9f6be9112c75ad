import { createTask, run, sleep } from "chronograde";

await run(async () => {
  createTask(async () => {
    try {
      await sleep(60_000);
    } finally {
      console.log("the leftover was cancelled");
    }
  });
  await sleep(10);
  console.log("main is done");
});
console.log("run is over");
