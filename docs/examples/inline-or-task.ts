import { coroutine, createTask, getRunningLoop, run, sleep } from "chronograde";

const work = coroutine(async () => {
  await sleep(1000);
});

async function took(what: string, body: () => Promise<void>) {
  const began = getRunningLoop().time();
  await body();
  console.log(what, getRunningLoop().time() - began, "ms");
}

await run(async () => {
  await took("inline", async () => {
    await work();
    await work();
  });
  await took("tasks", async () => {
    const one = createTask(work());
    const two = createTask(work());
    await one;
    await two;
  });
});
