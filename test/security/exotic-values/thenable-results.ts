// Attack: results that are thenable in ever deeper ways, once or a thousand times
// Safe: failed

import { createTask, gather, Queue, sleep } from "chronograde";

export async function main(): Promise<unknown> {
  const nest = (n: number): unknown => (n === 0 ? "port" : { then: (resolve: (value: unknown) => void) => resolve(nest(n - 1)) });
  const twice = {
    then(resolve: (value: unknown) => void, reject: (value: unknown) => void) {
      resolve("port");
      reject(new Error("no"));
      resolve("starboard");
      throw new Error("late");
    },
  };
  const queue = new Queue<unknown>();
  queue.putNowait(twice);
  const results = await gather(createTask(async () => nest(500)), createTask(async () => twice), createTask(async () => queue.get()));
  const later = { then: (resolve: (value: unknown) => void) => setTimeout(() => resolve(nest(3)), 50) };
  return [results, await later, await sleep(1, twice)];
}
