import { AsyncClient, coroutine, createTask, run } from "chronograde";

const title = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`/posts/${id}`);
  const post = (await response.json()) as { title: string };
  return post.title;
});

await run(async () => {
  await using client = new AsyncClient({ baseUrl: "https://jsonplaceholder.typicode.com", timeout: 5000 });
  const one = createTask(title(client, 1));
  const two = createTask(title(client, 2));
  console.log(`Post 1: ${await one}`);
  console.log(`Post 2: ${await two}`);
});
