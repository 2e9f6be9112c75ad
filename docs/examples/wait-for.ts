import { coroutine, run, sleep, TimeoutError, waitFor } from "chronograde";

const answer = coroutine(async (ms: number) => {
  try {
    await sleep(ms);
    return "in time";
  } finally {
    console.log("cleaning up");
  }
});

await run(async () => {
  console.log(await waitFor(answer(100), 200));
  try {
    await waitFor(answer(300), 200);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.log("too late");
  }
});
