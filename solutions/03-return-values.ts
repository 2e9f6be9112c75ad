import { AsyncClient, coroutine, createTask } from "chronograde";

const fetchTitle = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`https://jsonplaceholder.typicode.com/posts/${id}`);
  const post = (await response.json()) as { title: string };
  // What a coroutine returns is kept by its task.
  return post.title;
});

export async function main(firstId: number, secondId: number) {
  // `await using` closes the client when main is left, by return or by error.
  await using client = new AsyncClient();

  const first = createTask(fetchTitle(client, firstId));
  const second = createTask(fetchTitle(client, secondId));

  // Awaiting a task gives the value that its coroutine returned. If the task is not done yet, main waits for it.
  // If it is done already, the value is there at once: it does not matter which post answered first.
  console.log(`Post ${firstId}: ${await first}`);
  console.log(`Post ${secondId}: ${await second}`);
}
