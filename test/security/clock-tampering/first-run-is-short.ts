// Attack: a script's first run is over at once, the real one takes its time
// Safe: failed
// Exercise: script

import { createTask, run, sleep } from "chronograde";

await run(async () => {});
await run(async () => {
  await sleep(300);
  console.log("short");
  await sleep(500);
  console.log("long");
  await createTask(async () => {}, { name: "short" });
  await createTask(async () => {}, { name: "long" });
});
