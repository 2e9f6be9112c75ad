import { AsyncClient, sleep } from "chronograde";

export async function main(tries: number, pauseMs: number): Promise<string> {
  await using client = new AsyncClient();
  let pause = pauseMs;

  for (let attempt = 1; attempt <= tries; attempt++) {
    const response = await client.get("https://weather.example/today");
    if (response.ok) return await response.text();

    // The last try has failed: nobody will ask again, so there is nothing to wait for.
    if (attempt === tries) break;

    // Here an await inside the loop is right. Each try depends on how the one before it went.
    await sleep(pause);
    // Back off: the longer the trouble lasts, the less we add to it. A thousand clients that all double their pauses
    // let a tired service get up again; a thousand that knock at once keep it down.
    pause *= 2;
  }
  throw new Error(`Gave up, tries: ${tries}`);
}
