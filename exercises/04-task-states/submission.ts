import { coroutine, createTask, sleep, wait, type Task } from "chronograde";

const brew = coroutine(async (ms: number) => {
  await sleep(ms);
});

function stateOf(task: Task<unknown>): string {
  // TODO: The third line that main prints is wrong. Which question is missing here, and must it come first or last?
  return task.done() ? "done" : "pending";
}

export async function main(quickMs: number, slowMs: number) {
  const quick = createTask(brew(quickMs), { name: "quick" });
  const slow = createTask(brew(slowMs), { name: "slow" });
  const report = () => console.log(`quick is ${stateOf(quick)}, slow is ${stateOf(slow)}`);

  report();
  await quick;
  report();
  slow.cancel();
  await wait([slow]);
  report();
}
