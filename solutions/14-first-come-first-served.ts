import { asCompleted, AsyncClient, coroutine, createTask, getRunningLoop } from "chronograde";

const fetchNews = coroutine(async (client: AsyncClient, paper: string) => {
  const response = await client.get(`https://news.example/${paper}`);
  return await response.text();
});

// An async generator may wait between two values, and `for await` waits with it. So the consumer below sees each headline
// at the moment when it is there.
async function* headlines(client: AsyncClient, papers: string[]): AsyncGenerator<string> {
  const tasks = papers.map((paper) => createTask(fetchNews(client, paper)));

  // asCompleted gives as many coroutines as there are tasks, but they do not stand for a certain task each: the first one
  // awaited gives the result that comes first, whosever it is.
  for (const next of asCompleted(tasks)) yield await next;
}

export async function main(papers: string[]): Promise<string[]> {
  await using client = new AsyncClient();
  const shown: string[] = [];
  for await (const headline of headlines(client, papers)) {
    console.log(`${getRunningLoop().time()} ms: ${headline}`);
    shown.push(headline);
  }
  return shown;
}
