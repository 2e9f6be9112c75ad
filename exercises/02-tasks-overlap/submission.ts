import { coroutine, sleep } from "chronograde";

const download = coroutine(async (name: string, ms: number) => {
  console.log(`Starting ${name}`);
  await sleep(ms);
  console.log(`Done ${name}`);
});

export async function main(first: string, firstMs: number, second: string, secondMs: number) {
  // TODO: The second download waits for the first one, for no reason. How can both be under way before main waits?
  await download(first, firstMs);
  await download(second, secondMs);
}
