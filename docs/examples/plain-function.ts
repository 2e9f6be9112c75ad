import { coroutine, createTask, run, RuntimeError, sleep } from "chronograde";

async function plain(id: number) {
  console.log("plain", id, "runs");
  await sleep(10);
}
const wrapped = coroutine(plain);

await run(async () => {
  const lazy = wrapped(1);
  console.log("wrapped(1) was called, and has not begun");
  await lazy;

  try {
    // Too late, the call has started the function. Without `as never`, the type checker says so.
    createTask(plain(2) as never);
  } catch (error) {
    if (error instanceof RuntimeError) console.log(error.message);
  }
  await createTask(() => plain(3));
});
