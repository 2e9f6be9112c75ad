// Attack: a hundred tasks that each return tens of thousands of small values
// Safe: failed

import { createTask, gather } from "chronograde";

export async function main(): Promise<unknown> {
  const many = Array.from({ length: 49_000 }, () => 0);
  await gather(Array.from({ length: 150 }, () => createTask(async () => many)));
  return many;
}
