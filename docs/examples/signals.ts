import { Barrier, Condition, coroutine, createTask, Event, gather, run, sleep } from "chronograde";

const open = new Event();
const changed = new Condition();
const start = new Barrier(2);
let stock = 0;

const guest = coroutine(async () => {
  await open.wait();
  console.log("the door is open");
});

const buyer = coroutine(async () => {
  await changed.with(async () => {
    await changed.waitFor(() => stock >= 2);
    console.log("bought", stock);
  });
});

const runner = coroutine(async (name: string, ms: number) => {
  await sleep(ms);
  await start.wait();
  console.log(name, "runs");
});

await run(async () => {
  const waiting = [createTask(guest()), createTask(buyer())];
  await sleep(10);
  open.set();
  for (stock = 1; stock <= 2; stock++) {
    await changed.with(async () => changed.notifyAll());
    await sleep(10);
  }
  for (const task of waiting) await task;
  await gather(runner("Ada", 30), runner("Bob", 20));
});
