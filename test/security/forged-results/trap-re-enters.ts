// Attack: a result whose traps cancel, rename and make tasks while the runtime is noting that its task is done
// Safe: failed

import { allTasks, createTask, currentTask, sleep } from "chronograde";

export async function main(): Promise<unknown> {
  let depth = 0;
  const trap = (): undefined => {
    depth += 1;
    if (depth > 20) return undefined;
    for (const task of allTasks()) task.setName("fetch left");
    createTask(async () => reentrant(), { name: "fetch right" });
    task.cancel();
    currentTask()?.uncancel();
    return undefined;
  };
  const reentrant = (): object => new Proxy({}, { getOwnPropertyDescriptor: trap, ownKeys: () => (trap(), []), getPrototypeOf: () => (trap(), null) });
  const task = createTask(async () => reentrant(), { name: "watcher" });
  await task;
  await sleep(1);
  return { cancelled: task.cancelled(), done: task.done(), reentered: depth };
}
