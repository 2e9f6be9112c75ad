// Attack: cancels the same task a million times
// Safe: rejected cpu

import { createTask, sleep } from "chronograde";

export async function main(): Promise<unknown> {
  const task = createTask(sleep(1));
  for (let i = 0; i < 1_000_000; i++) task.cancel();
  return {};
}
