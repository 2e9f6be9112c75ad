// Attack: a prototype chain without an end, made of a Proxy that is its own target's prototype
// Safe: rejected cpu

import { createTask } from "chronograde";

export async function main(): Promise<unknown> {
  const target = {};
  const circle = new Proxy(target, {});
  Object.setPrototypeOf(target, circle);
  await createTask(async () => circle);
  return circle;
}
