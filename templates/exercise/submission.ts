import { AsyncClient, coroutine } from "chronograde";

const fetchTitle = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`https://jsonplaceholder.typicode.com/posts/${id}`);
  const post = (await response.json()) as { title: string };
  return post.title;
});

export async function main(first: number, second: number): Promise<string[]> {
  await using client = new AsyncClient();
  // TODO: The second request waits for the first answer. How can both be on their way at the same time?
  const a = await fetchTitle(client, first);
  const b = await fetchTitle(client, second);
  return [a, b];
}
