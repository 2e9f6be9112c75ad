import { coroutine, createTask, PriorityQueue, Queue, run, sleep } from "chronograde";

const jobs = new Queue<string>(2);

const consumer = coroutine(async () => {
  for (;;) {
    const job = await jobs.get();
    await sleep(100);
    console.log("did", job);
    jobs.taskDone();
  }
});

await run(async () => {
  const worker = createTask(consumer());
  for (const job of ["a", "b", "c"]) {
    await jobs.put(job);
    console.log("put", job);
  }
  await jobs.join();
  worker.cancel();

  const urgent = new PriorityQueue<[number, string]>();
  urgent.putNowait([2, "wash up"]);
  urgent.putNowait([1, "put the fire out"]);
  console.log((await urgent.get())[1]);
});
