import { AsyncClient, createTask, gather, sleep } from "chronograde";

export async function main(keys: string[]): Promise<Record<string, string>> {
  await using client = new AsyncClient({ baseUrl: "https://vault.test" });
  const watcher = createTask(sleep(60_000), { name: "watcher" });
  const part = async (key: string): Promise<string> => {
    const response = await client.get(`/${key}`);
    const body = (await response.json()) as { part: string };
    return body.part;
  };
  const parts = await gather(keys.map((key) => createTask(() => part(key), { name: `fetch ${key}` })));
  watcher.cancel();
  const found: Record<string, string> = {};
  for (const [i, key] of keys.entries()) {
    found[key] = parts[i]!;
    console.log(`${key}: ${parts[i]}`);
  }
  return found;
}
