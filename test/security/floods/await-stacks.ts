// Attack: deep chains of awaits, another one for each wait: forty frames to be kept for every row
// Safe: rejected cpu

import { createTask, gather, sleep } from "chronograde";

async function deep(level: number): Promise<void> {
  if (level === 0) await sleep(1);
  else await deep(level - 1);
}

export async function main(): Promise<unknown> {
  const work = async () => {
    for (let i = 0; i < 60; i++) await deep(45);
  };
  await gather(Array.from({ length: 150 }, () => createTask(work)));
  return {};
}
