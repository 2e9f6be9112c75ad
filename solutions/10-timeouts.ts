import { AsyncClient, coroutine, timeout, TimeoutError } from "chronograde";

const fetchQuote = coroutine(async (client: AsyncClient) => {
  const response = await client.get("https://quotes.example/today");
  return await response.text();
});

export async function main(budgetMs: number, stopgap: string): Promise<string> {
  await using client = new AsyncClient();
  try {
    // The body runs in this very task. When the time is up, timeout() cancels what the body is waiting for: the request
    // ends too. Promise.race would only stop listening, and leave the request, or its own timer, behind.
    return await timeout(budgetMs, async () => await fetchQuote(client));
  } catch (error) {
    // Be narrow. A TimeoutError means "too late", and for that we have a stopgap. A broken connection, a bug, or a cancel
    // from outside is another matter: it goes on to the caller.
    if (error instanceof TimeoutError) return stopgap;
    throw error;
  }
}
