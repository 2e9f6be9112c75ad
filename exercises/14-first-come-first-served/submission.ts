import { AsyncClient, coroutine, createTask, getRunningLoop } from "chronograde";

const fetchNews = coroutine(async (client: AsyncClient, paper: string) => {
  const response = await client.get(`https://news.example/${paper}`);
  return await response.text();
});

async function* headlines(client: AsyncClient, papers: string[]): AsyncGenerator<string> {
  const tasks = papers.map((paper) => createTask(fetchNews(client, paper)));
  // TODO: A slow paper at the front holds up the quick ones behind it. In which order should the results be awaited?
  for (const task of tasks) yield await task;
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
