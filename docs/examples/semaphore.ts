import { coroutine, gather, getRunningLoop, Lock, run, Semaphore, sleep } from "chronograde";

const two = new Semaphore(2);
const lock = new Lock();
let total = 0;

const download = coroutine(async (id: number) => {
  await two.with(async () => {
    await sleep(100);
    console.log(id, "at", getRunningLoop().time());
  });
  await lock.with(async () => {
    const before = total;
    await sleep(1);
    total = before + id;
  });
});

await run(async () => {
  await gather(download(1), download(2), download(3), download(4));
  console.log(total);
});
