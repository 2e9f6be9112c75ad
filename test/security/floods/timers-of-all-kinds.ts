// Attack: timers of every kind, set anew forever
// Safe: rejected timers

import { getRunningLoop } from "chronograde";

export async function main(): Promise<unknown> {
  for (;;) {
    getRunningLoop().callLater(900_000, () => {});
    setInterval(() => {}, 2 ** 31 - 1);
    AbortSignal.timeout(5_000_000);
    setTimeout(() => {}, 1e9);
  }
}
