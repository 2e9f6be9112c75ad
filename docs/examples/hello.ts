import { coroutine, createTask, run, sleep } from "chronograde";

const greet = coroutine(async (name: string) => {
  console.log(`Starting ${name}`);
  await sleep(1000);
  console.log(`Done ${name}`);
  return name.length;
});

const total = await run(async () => {
  const ada = createTask(greet("Ada"));
  const grace = createTask(greet("Grace"));
  console.log("Nothing has started yet");
  return (await ada) + (await grace);
});
console.log(total);
