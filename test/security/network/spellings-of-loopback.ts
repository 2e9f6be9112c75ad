// Attack: addresses that mean this machine, in every spelling
// Exercise: printed
// Safe: failed

export async function main(): Promise<void> {
  for (const u of ["http://127.1:TRAP_PORT/", "http://0x7f000001:TRAP_PORT/", "http://2130706433:TRAP_PORT/", "http://localhost.:TRAP_PORT/", "http://[::ffff:127.0.0.1]:TRAP_PORT/", "http://0:TRAP_PORT/", "http://vault.test@127.0.0.1:TRAP_PORT/", "https://vault.test:TRAP_PORT/left", "http://127.0.0.1:TRAP_PORT\\@vault.test/", "ws://127.0.0.1:TRAP_PORT/", "//127.0.0.1:TRAP_PORT/", "http://vault.test%00.127.0.0.1:TRAP_PORT/"])
    try { console.log((await fetch(u)).status); } catch (e) { console.log((e as Error).name); }
}
