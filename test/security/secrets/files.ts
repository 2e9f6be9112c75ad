// Attack: looks for files, environment and process by every name that they ever had
// Safe: failed

export async function main(): Promise<unknown> {
  const found: string[] = [];
  const own = globalThis as unknown as Record<string, unknown>;
  for (const name of ["proc" + "ess", "req" + "uire", "mod" + "ule", "std", "os", "bjson", "scriptArgs", "print", "load", "loadFile", "Deno", "Bun", "Buf" + "fer", "glo" + "bal", "navigator", "performance", "Worker", "__dirname", "__chronograde", "Module", "FS", "wasmMemory", "quickjs", "gc", "ev" + "al"]) {
    const value = own[name];
    if (value !== undefined && name !== "performance") found.push(name);
  }
  for (const key of ["env", "argv", "cwd", "mainModule", "binding"]) if (key in performance || key in console) found.push(key);
  const meta = import.meta as unknown as Record<string, unknown>;
  for (const key of Reflect.ownKeys(meta)) found.push(`${String(key)}: ${String(meta[key as string])}`);
  return found;
}
