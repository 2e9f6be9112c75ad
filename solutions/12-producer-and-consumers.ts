import { coroutine, createTask, getRunningLoop, Queue, sleep, wait } from "chronograde";

const takeOrders = coroutine(async (counter: Queue<string>, orders: string[], everyMs: number) => {
  for (const order of orders) {
    await sleep(everyMs);
    // The counter has room for two. If it is full, put() waits: a fast producer cannot bury slow consumers.
    await counter.put(order);
  }
});

const cook = coroutine(async (counter: Queue<string>, served: string[], cookMs: number): Promise<void> => {
  while (true) {
    // get() waits as long as the counter is empty. Each order goes to exactly one cook.
    const order = await counter.get();
    console.log(`${getRunningLoop().time()} ms: cooking ${order}`);
    await sleep(cookMs);
    served.push(order);
    // Without this report, join() would wait forever.
    counter.taskDone();
  }
});

export async function main(orders: string[], cooks: number, everyMs: number, cookMs: number): Promise<string[]> {
  const counter = new Queue<string>(2);
  const served: string[] = [];

  // The cooks come before the first order, so that they can begin as soon as there is one. Keep the tasks: you will need
  // them to say goodbye.
  const brigade = Array.from({ length: cooks }, () => createTask(cook(counter, served, cookMs)));

  await takeOrders(counter, orders, everyMs);

  // All orders are on the counter or on the stove. join() waits until each one has been reported as done.
  await counter.join();

  // Now every cook waits for an order that never comes. Cancel them, and wait until they have left.
  for (const each of brigade) each.cancel();
  await wait(brigade);
  return served;
}
