// Attack: tasks that make two tasks each
// Safe: rejected tasks

import { createTask } from "chronograde";

async function two(): Promise<void> {
  createTask(two, { name: "fetch left" });
  createTask(two, { name: "fetch right" });
}

export async function main(): Promise<unknown> {
  await two();
  return new Promise(() => {});
}
