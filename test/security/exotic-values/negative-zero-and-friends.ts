// Attack: numbers that are equal to the right ones in every way that the format allows
// Safe: harmless
// Exercise: strict

import { createTask, gather, sleep } from "chronograde";

export async function main(a: number, b: number): Promise<unknown> {
  const tasks = [a, b].map((n) => createTask(async () => (await sleep(100), n * 2 + -0), { name: "double" }));
  const result = Object.create(null) as Record<string, unknown>;
  result["list"] = Object.freeze([...(await gather(tasks))]);
  return result["list"];
}
