import { createTask, run, sleep } from "chronograde";

async function pause(ms: number, name: string): Promise<void> {
  await sleep(ms);
  console.log(name);
}

await run(async () => {
  const tasks = [
    createTask(() => pause(300, "short"), { name: "short" }),
    createTask(() => pause(500, "long"), { name: "long" }),
  ];
  for (const task of tasks) await task;
});
