// Attack: exports a then, so that the module is taken for a promise when it is imported
// Safe: harmless

import { AsyncClient, createTask, gather, sleep } from "chronograde";

export function then(resolve: (value: unknown) => void): void {
  resolve({ main: () => ({ left: "port", right: "starboard" }) });
}

export async function main(keys: string[]): Promise<Record<string, string>> {
  const client = new AsyncClient({ baseUrl: "https://vault.test" });
  const watcher = createTask(sleep(60_000), { name: "watcher" });
  const part = async (key: string) => ((await (await client.get(`/${key}`)).json()) as { part: string }).part;
  const parts = await gather(keys.map((key) => createTask(() => part(key), { name: `fetch ${key}` })));
  watcher.cancel();
  keys.forEach((key, i) => console.log(`${key}: ${parts[i]}`));
  return Object.fromEntries(keys.map((key, i) => [key, parts[i]!]));
}
