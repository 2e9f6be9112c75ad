// Attack: delays that are no numbers, no integers, negative, past every date, or change while they are read
// Safe: failed

import { createTask, getRunningLoop, sleep, timeout, waitFor, wait } from "chronograde";

export async function main(): Promise<unknown> {
  const told: string[] = [];
  const moving = { valueOf: () => (told.push("read"), told.length * 100) };
  const strange: unknown[] = [NaN, -1, -Infinity, 1e-9, Number.MIN_VALUE, 0.4999, "50", "5e1", null, undefined, true, [], [20], {}, moving, 2n, Symbol("x"), new Date(10), 2 ** 31, 2 ** 32 + 1];
  for (const delay of strange) {
    const ms = delay as number;
    for (const call of [
      () => clearTimeout(setTimeout(() => {}, ms)),
      () => void getRunningLoop().callLater(ms, () => {}).cancel(),
      () => void getRunningLoop().callAt(ms, () => {}).cancel(),
      () => void createTask(async () => sleep(ms)).cancel(),
      () => void createTask(async () => timeout(ms, async () => {})).cancel(),
      () => void createTask(async () => waitFor(sleep(1), ms)).cancel(),
      () => void createTask(async () => wait([createTask(async () => {})], { timeout: ms })).cancel(),
    ]) {
      try {
        call();
      } catch (error) {
        told.push((error as Error).name);
      }
    }
  }
  await sleep(5);
  return { left: "port", right: told.length };
}
