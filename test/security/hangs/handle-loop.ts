// Attack: callbacks that call each other soon forever while the clock stands still
// Safe: rejected steps

import { getRunningLoop, Event } from "chronograde";

export async function main(): Promise<unknown> {
  const again = (): void => void getRunningLoop().callSoon(again);
  again();
  await new Event().wait();
  return {};
}
