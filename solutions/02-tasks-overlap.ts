import { coroutine, createTask, sleep } from "chronograde";

const download = coroutine(async (name: string, ms: number) => {
  console.log(`Starting ${name}`);
  await sleep(ms);
  console.log(`Done ${name}`);
});

export async function main(first: string, firstMs: number, second: string, secondMs: number) {
  // createTask puts the coroutine on the event loop's list and returns at once. Nothing of the download has run yet:
  // it begins when main waits for something and the loop is free.
  const firstTask = createTask(download(first, firstMs));
  const secondTask = createTask(download(second, secondMs));

  // Both are under way from here on. The first await lets the whole first download pass, and most of the second too;
  // the second await only waits for what is left, perhaps for nothing.
  await firstTask;
  await secondTask;

  // The trap: `await createTask(...)` twice. That makes the second task only after the first one is done, and the
  // downloads take turns again.
}
