import { AsyncClient, coroutine, gather, Semaphore } from "chronograde";

const fetchPhoto = coroutine(async (client: AsyncClient, permits: Semaphore, id: number) => {
  // with() takes a permit, or waits in line for one. It gives the permit back when the body is over, however it ended.
  // The next task in line goes on at that very moment: nobody waits for a batch to be complete.
  return await permits.with(async () => {
    const response = await client.get(`https://photos.example/${id}`);
    return await response.text();
  });
});

export async function main(ids: number[], limit: number): Promise<string[]> {
  await using client = new AsyncClient();

  // One semaphore for all. If each task made its own, each would find all the permits there, and nobody would wait.
  const permits = new Semaphore(limit);

  // There is still a task for every photo, and all are made at once. Only the requests are limited: a task that waits for
  // a permit costs next to nothing.
  return await gather(ids.map((id) => fetchPhoto(client, permits, id)));
}
