// Attack: returns and throws Proxies that have been revoked
// Safe: failed

import { createTask, gather } from "chronograde";

export async function main(): Promise<unknown> {
  const dead = (target: object): object => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  const tasks = [createTask(async () => dead([])), createTask(async () => Promise.reject(dead(new Error("x")))), createTask(async () => Promise.reject(dead(() => 1)))];
  for (const task of tasks) {
    try {
      await task;
    } catch {}
  }
  await gather([dead([]) as never], { returnExceptions: true }).then(() => {}, () => {});
  throw dead({});
}
