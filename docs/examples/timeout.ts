import { getRunningLoop, run, sleep, timeout, TimeoutError } from "chronograde";

await run(async () => {
  const loop = getRunningLoop();
  try {
    await timeout(200, async () => {
      await sleep(1000);
    });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.log("gave up at", loop.time());
  }

  const value = await timeout(100, async (t) => {
    await sleep(90);
    t.reschedule(loop.time() + 500);
    await sleep(400);
    return t.expired() ? "expired" : "made it";
  });
  console.log(value, "at", loop.time());
});
