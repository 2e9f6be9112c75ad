// Attack: never lets itself be cancelled
// Safe: rejected virtual-time

import { createTask, sleep } from "chronograde";

async function stubborn(): Promise<void> {
  for (;;) {
    try {
      await sleep(1000);
    } catch {}
  }
}

export async function main(): Promise<unknown> {
  createTask(stubborn, { name: "watcher" });
  await sleep(500);
  return { left: "port", right: "starboard" };
}
