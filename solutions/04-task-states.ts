import { coroutine, createTask, sleep, wait, type Task } from "chronograde";

const brew = coroutine(async (ms: number) => {
  await sleep(ms);
});

function stateOf(task: Task<unknown>): string {
  // A cancelled task is over too, so done() is true for it. Ask the narrow question first.
  if (task.cancelled()) return "cancelled";
  // Over, and not cancelled. (A task whose coroutine threw an error ends up here as well: it is over.)
  if (task.done()) return "done";
  // Scheduled or running, but not over.
  return "pending";
}

export async function main(quickMs: number, slowMs: number) {
  const quick = createTask(brew(quickMs), { name: "quick" });
  const slow = createTask(brew(slowMs), { name: "slow" });
  const report = () => console.log(`quick is ${stateOf(quick)}, slow is ${stateOf(slow)}`);

  // Right after createTask nothing has run: both are pending.
  report();
  await quick;
  // An awaited task is always over on the next line.
  report();
  // cancel() is a request. It returns false when the task is over already, and then nothing changes.
  slow.cancel();
  // wait() waits until the task is over, however it ended. The next exercise shows what `await slow` would do here.
  await wait([slow]);
  report();
}
