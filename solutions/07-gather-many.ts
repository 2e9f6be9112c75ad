import { AsyncClient, coroutine, gather } from "chronograde";

const fetchName = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`https://jsonplaceholder.typicode.com/users/${id}`);
  const user = (await response.json()) as { name: string };
  return user.name;
});

export async function main(ids: number[]): Promise<string[]> {
  await using client = new AsyncClient();

  // map makes a list of coroutines. None of them has started: a coroutine is lazy.
  const names = ids.map((id) => fetchName(client, id));

  // gather makes each of them a task, waits for all, and gives the results in the order of the list,
  // whichever came first. It saves you a list of tasks and a loop that awaits them.
  return await gather(names);

  // `return gather(names)` without the await would leave main, and close the client, too early.
}
