// Attack: one sleeping task is renamed to whatever is looked for, and copies are made in the last instant
// Safe: failed

import { createTask, sleep } from "chronograde";

export async function main(keys: string[]): Promise<unknown> {
  const one = createTask(sleep(100), { name: "*" });
  await sleep(500);
  for (const name of ["fetch *", "fetch left", "fetch\nleft", 'fetch "left"', "watcher", "main", ""]) one.setName(name);
  for (const key of keys) await createTask(async () => "port", { name: `fetch ${key}` });
  createTask(sleep(1), { name: "watcher" }).cancel();
  createTask(async () => {}, { name: "main" });
  return {};
}
