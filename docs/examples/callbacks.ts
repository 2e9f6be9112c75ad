import { getRunningLoop, run } from "chronograde";

await run(async () => {
  const loop = getRunningLoop();
  const future = loop.createFuture<string>();
  future.addDoneCallback((f) => console.log("callback got", f.result()));

  loop.callLater(200, () => future.setResult("the answer"));
  loop.callAt(loop.time() + 100, console.log, "half way");
  const never = loop.callLater(150, console.log, "not printed");
  loop.callSoon(() => never.cancel());
  console.log("main waits");

  console.log("main got", await future, "at", loop.time());
});
