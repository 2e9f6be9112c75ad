import { CancelledError, coroutine, createTask, run, shield, sleep } from "chronograde";

const save = coroutine(async () => {
  await sleep(300);
  console.log("saved");
});

await run(async () => {
  const saving = createTask(save());
  const caller = createTask(async () => {
    await shield(saving);
  });
  await sleep(100);
  caller.cancel();
  try {
    await caller;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    console.log("the caller was cancelled, saving goes on:", !saving.done());
  }
  await saving;
});
