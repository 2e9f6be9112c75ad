import { AsyncClient, coroutine, createTask } from "chronograde";

const fetchTitle = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`https://jsonplaceholder.typicode.com/posts/${id}`);
  const post = (await response.json()) as { title: string };
  return post.title;
});

export async function main(firstId: number, secondId: number) {
  await using client = new AsyncClient();

  const first = createTask(fetchTitle(client, firstId));
  const second = createTask(fetchTitle(client, secondId));

  // TODO: This prints two tasks, and leaves before they are done. How does a task hand over its title?
  console.log(`Post ${firstId}: ${first}`);
  console.log(`Post ${secondId}: ${second}`);
}
