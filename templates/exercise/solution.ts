import { AsyncClient, coroutine, createTask } from "chronograde";

const fetchTitle = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`https://jsonplaceholder.typicode.com/posts/${id}`);
  const post = (await response.json()) as { title: string };
  return post.title;
});

export async function main(first: number, second: number): Promise<string[]> {
  await using client = new AsyncClient();

  // createTask returns at once. When the first await is reached, both tasks are scheduled.
  const a = createTask(fetchTitle(client, first));
  const b = createTask(fetchTitle(client, second));

  // Awaiting them afterwards only waits for what is left, and keeps the order of the ids.
  return [await a, await b];
}
