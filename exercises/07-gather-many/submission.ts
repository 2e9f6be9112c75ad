import { AsyncClient, coroutine } from "chronograde";

const fetchName = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`https://jsonplaceholder.typicode.com/users/${id}`);
  const user = (await response.json()) as { name: string };
  return user.name;
});

export async function main(ids: number[]): Promise<string[]> {
  await using client = new AsyncClient();
  const names: string[] = [];
  // TODO: Each turn of this loop waits for one answer. How can all the requests be sent before you wait for any of them?
  for (const id of ids) {
    names.push(await fetchName(client, id));
  }
  return names;
}
