// Attack: ten thousand coroutines that nobody awaits, and as many errors in callbacks
// Safe: rejected output

import { coroutine, getRunningLoop } from "chronograde";

const never = coroutine(async () => {});

export async function main(): Promise<unknown> {
  for (let i = 0; i < 10_000; i++) {
    const left = never();
    if (left === null) return 1;
    getRunningLoop().callSoon(() => {
      throw new Error(`number ${i} ${"!".repeat(5000)}`);
    });
  }
  return {};
}
