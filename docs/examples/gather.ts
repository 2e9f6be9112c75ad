import { coroutine, gather, run, sleep } from "chronograde";

const halve = coroutine(async (n: number) => {
  await sleep(100 * n);
  if (n % 2 === 1) throw new Error(`${n} is odd`);
  return n / 2;
});

await run(async () => {
  console.log(...(await gather(halve(4), halve(2))));

  const [four, three] = await gather([halve(4), halve(3)], { returnExceptions: true });
  console.log(four, three instanceof Error ? three.message : three);

  try {
    await gather(halve(6), halve(1));
  } catch (error) {
    console.log("failed:", (error as Error).message);
  }
});
