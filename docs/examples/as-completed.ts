import { asCompleted, coroutine, run, sleep } from "chronograde";

const after = coroutine(async (ms: number) => {
  await sleep(ms);
  return ms;
});

await run(async () => {
  for (const next of asCompleted([after(300), after(100), after(200)])) {
    console.log(await next);
  }
});
