// Attack: a timer past the end of all numbers, which is cancelled long before
// Safe: harmless

import { AsyncClient, createTask, gather, getRunningLoop, sleep } from "chronograde";

export async function main(keys: string[]): Promise<Record<string, string>> {
  const client = new AsyncClient({ baseUrl: "https://vault.test" });
  const watcher = createTask(sleep(1e300), { name: "watcher" });
  getRunningLoop().callLater(1e15, () => {}).cancel();
  getRunningLoop().callLater(Number.MAX_VALUE, () => {}).cancel();
  createTask(sleep(Infinity), { name: "eternity" }).cancel();
  const part = async (key: string) => ((await (await client.get(`/${key}`)).json()) as { part: string }).part;
  const parts = await gather(keys.map((key) => createTask(() => part(key), { name: `fetch ${key}` })));
  watcher.cancel();
  keys.forEach((key, i) => console.log(`${key}: ${parts[i]}`));
  return Object.fromEntries(keys.map((key, i) => [key, parts[i]!]));
}
