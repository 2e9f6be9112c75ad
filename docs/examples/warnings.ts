import { coroutine, createTask, run, sleep } from "chronograde";

const forgotten = coroutine(async () => {
  console.log("this never runs");
});

async function main() {
  forgotten();
  createTask(async () => {
    await sleep(10);
    throw new Error("lost");
  });
  await sleep(20);
}

await run(main);
