import { AsyncClient } from "chronograde";

export async function main(tries: number, pauseMs: number): Promise<string> {
  await using client = new AsyncClient();

  for (let attempt = 1; attempt <= tries; attempt++) {
    const response = await client.get("https://weather.example/today");
    if (response.ok) return await response.text();
    // TODO: The service says that it is too busy, and we ask again at once. What would help it here, and how long?
  }
  throw new Error(`Gave up, tries: ${tries}`);
}
