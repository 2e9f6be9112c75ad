import { createTask, sleep } from "chronograde";

async function double(n: number): Promise<number> {
  await sleep(100);
  return n * 2;
}

export async function main(a: number, b: number): Promise<number[]> {
  const first = createTask(async () => double(a), { name: "double a" });
  const second = createTask(async () => double(b), { name: "double b" });
  return [await first, await second];
}
