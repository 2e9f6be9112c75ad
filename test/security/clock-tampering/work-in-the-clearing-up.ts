// Attack: ends at once, and does its work, one request after the other, in the finally of a task that is cancelled for that
// Exercise: printed
// Safe: failed

import { createTask, sleep } from "chronograde";
export async function main(): Promise<void> {
  createTask(async () => {
    try { await sleep(60_000); } finally {
      const a = await (await fetch("https://vault.test/left")).text();
      const b = await (await fetch("https://vault.test/right")).text();
      console.log(a); console.log(b);
    }
  });
  await sleep(0);
}
