// Attack: throws and returns Proxies whose every trap throws, in tasks and in the entry
// Safe: failed

import { createTask } from "chronograde";

const bomb = (): object =>
  new Proxy(
    {},
    new Proxy({} as ProxyHandler<object>, {
      get(_, trap) {
        throw new Error(`trap ${String(trap)}`);
      },
    }),
  );

export async function main(): Promise<unknown> {
  const task = createTask(async () => bomb(), { name: "fetch left" });
  await task;
  const failing = createTask(
    async () => {
      throw bomb();
    },
    { name: "watcher" },
  );
  try {
    await failing;
  } catch {}
  throw bomb();
}
