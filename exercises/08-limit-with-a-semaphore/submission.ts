import { AsyncClient, coroutine, gather } from "chronograde";

const fetchPhoto = coroutine(async (client: AsyncClient, id: number) => {
  const response = await client.get(`https://photos.example/${id}`);
  return await response.text();
});

export async function main(ids: number[], limit: number): Promise<string[]> {
  await using client = new AsyncClient();
  // TODO: All the requests are sent at once, however many there are. What could a task have to take before it may send one?
  return await gather(ids.map((id) => fetchPhoto(client, id)));
}
