// Attack: renames a task a million times, to another long name each time
// Safe: rejected cpu

import { createTask, sleep } from "chronograde";

export async function main(): Promise<unknown> {
  const task = createTask(sleep(1));
  const long = "n".repeat(190);
  for (let i = 0; i < 1_000_000; i++) task.setName(long + i);
  return {};
}
