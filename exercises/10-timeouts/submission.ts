import { AsyncClient, coroutine } from "chronograde";

const fetchQuote = coroutine(async (client: AsyncClient) => {
  const response = await client.get("https://quotes.example/today");
  return await response.text();
});

export async function main(budgetMs: number, stopgap: string): Promise<string> {
  await using client = new AsyncClient();
  // TODO: This waits as long as the service likes. What ends the wait, and the request, when the time is up?
  return await fetchQuote(client);
}
