import { coroutine, createTask, run, sleep, wait } from "chronograde";

const finish = coroutine(async (name: string, ms: number) => {
  await sleep(ms);
  return name;
});

await run(async () => {
  const tasks = [createTask(finish("slow", 300)), createTask(finish("fast", 100))];
  const first = await wait(tasks, { returnWhen: "FIRST_COMPLETED" });
  console.log(first.done.size, "done,", first.pending.size, "pending");
  for (const task of first.done) console.log(task.result());

  const early = await wait(first.pending, { timeout: 50 });
  console.log(early.done.size, "done,", early.pending.size, "pending, and nothing was cancelled");
  for (const task of early.pending) console.log(await task);
});
