// Attack: sleeps for longer than microseconds can be counted, so that the clock cannot be moved there
// Safe: rejected virtual-time

import { sleep } from "chronograde";

export async function main(): Promise<unknown> {
  await sleep(1e13);
  return { left: "port", right: "starboard" };
}
