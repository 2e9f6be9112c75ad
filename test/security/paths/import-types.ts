// Attack: import types, import equals and dynamic imports of what lies outside of the folder
// Safe: rejected types

type Secret = import("TRAP_FOLDER/secret").secret;
type Other = typeof import("../../../secret.ts");
import fs = require("node:fs");

export async function main(): Promise<unknown> {
  const path = "TRAP_FOLDER/secret.ts";
  const all: unknown[] = [await import(path), await import("file://TRAP_FOLDER/secret.ts"), fs];
  return all as (Secret | Other)[];
}
