// Attack: ends at once, and does its work in the finally of a generator that is closed for that
// Exercise: printed
// Safe: failed

import { createTask, sleep } from "chronograde";
async function* work(): AsyncGenerator<number> { try { yield 1; await sleep(99999); } finally { for (const n of ["left", "right"]) console.log(await (await fetch(`https://vault.test/${n}`)).text()); } }
export async function main(): Promise<void> {
  createTask(async () => { for await (const _ of work()) await sleep(99999); });
  await sleep(0);
}
