// Attack: requests to a server on this machine, by every spelling of its address
// Safe: failed

export async function main(): Promise<unknown> {
  const told: unknown[] = [];
  for (const address of [
    "TRAP_ORIGIN/",
    "http://localhost:TRAP_PORT/",
    "http://127.1:TRAP_PORT/",
    "http://0x7f000001:TRAP_PORT/",
    "http://[::1]:TRAP_PORT/",
    "http://[::ffff:127.0.0.1]:TRAP_PORT/",
    "http://0:TRAP_PORT/",
    "https://127.0.0.1:TRAP_PORT/",
    "http://vault.test@127.0.0.1:TRAP_PORT/",
    "http://127.0.0.1:TRAP_PORT#@vault.test/left",
    "https://vault.test:TRAP_PORT/left",
    "http://vault.test.:TRAP_PORT/left",
    "//127.0.0.1:TRAP_PORT",
  ]) {
    try {
      told.push((await fetch(address)).status);
    } catch (error) {
      told.push((error as Error).name);
    }
  }
  return told;
}
