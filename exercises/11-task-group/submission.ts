import { AsyncClient, coroutine, createTask, gather } from "chronograde";

const download = coroutine(async (client: AsyncClient, name: string) => {
  const response = await client.get(`https://files.example/${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return await response.text();
});

export async function main(names: string[]): Promise<string[]> {
  await using client = new AsyncClient();
  try {
    // TODO: One download fails, and its siblings run on although nobody wants them now. Who could look after all of them?
    return await gather(names.map((name) => createTask(download(client, name), { name })));
  } catch (error) {
    return [`Failed: ${(error as Error).message}`];
  }
}
