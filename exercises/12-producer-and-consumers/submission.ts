import { coroutine, createTask, getRunningLoop, Queue, sleep } from "chronograde";

const takeOrders = coroutine(async (counter: Queue<string>, orders: string[], everyMs: number) => {
  for (const order of orders) {
    await sleep(everyMs);
    await counter.put(order);
  }
});

const cook = coroutine(async (counter: Queue<string>, served: string[], cookMs: number): Promise<void> => {
  while (true) {
    const order = await counter.get();
    console.log(`${getRunningLoop().time()} ms: cooking ${order}`);
    await sleep(cookMs);
    served.push(order);
    counter.taskDone();
  }
});

export async function main(orders: string[], cooks: number, everyMs: number, cookMs: number): Promise<string[]> {
  const counter = new Queue<string>(2);
  const served: string[] = [];

  for (let i = 0; i < cooks; i++) {
    createTask(cook(counter, served, cookMs));
  }
  await takeOrders(counter, orders, everyMs);
  // TODO: All orders are taken, but not all are cooked. What do you wait for, and what becomes of the cooks after that?
  return served;
}
