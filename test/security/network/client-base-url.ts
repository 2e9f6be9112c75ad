// Attack: an AsyncClient whose base address, paths and headers change while they are read
// Safe: failed

import { AsyncClient } from "chronograde";

export async function main(): Promise<unknown> {
  let reads = 0;
  const moving = {
    get baseUrl(): string {
      return reads++ % 2 ? "TRAP_ORIGIN" : "https://vault.test";
    },
    get headers(): Record<string, string> {
      return { host: `127.0.0.1:${reads++}` };
    },
    timeout: 1e308,
  };
  const told: unknown[] = [];
  for (const path of ["/left", "TRAP_ORIGIN/left", "//127.0.0.1:TRAP_PORT/left", "\\\\127.0.0.1:TRAP_PORT", "..//left", "?x#y"]) {
    try {
      told.push((await new AsyncClient(moving).get(path)).status);
    } catch (error) {
      told.push((error as Error).name);
    }
  }
  return told;
}
