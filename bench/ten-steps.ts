import { createTask, sleep } from "../src/api.ts";

/** Ten steps of tasks, of which several are ready at the same time: what the bench of `explore` plays under many schedules. */
export async function main(): Promise<number> {
  let sum = 0;
  const add = async (n: number) => {
    await sleep(1);
    sum += n;
  };
  const tasks = [1, 2, 3].map((n) => createTask(() => add(n)));
  for (const task of tasks) await task;
  return sum;
}
