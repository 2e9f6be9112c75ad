import { createTask, DeadlockError, Event, Lock, run } from "chronograde";

const lock = new Lock();
const ready = new Event();

async function main() {
  const other = createTask(async () => lock.with(async () => "never"), { name: "other" });
  await lock.acquire();
  await ready.wait();
  await other;
}

try {
  await run(main);
} catch (error) {
  if (error instanceof DeadlockError) console.log(error.message);
}
