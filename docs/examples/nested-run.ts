import { allTasks, coroutine, currentTask, getRunningLoop, run, sleep } from "chronograde";

const page = coroutine(async () => {
  await sleep(100);
  return "a page";
});

await run(async () => {
  console.log(await run(page()), "at", getRunningLoop().time());
  console.log("the loop goes on:", currentTask()?.getName(), "is one of", allTasks().size);
});
