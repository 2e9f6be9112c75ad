// Attack: __proto__, constructor and toString as task names, map keys, headers, queries and results
// Safe: failed

import { createTask, gather, AsyncClient, sleep } from "chronograde";

export async function main(): Promise<unknown> {
  const client = new AsyncClient({ headers: { "__proto__": "x", constructor: "y", "to-string": "z" } });
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "fetch *", "watcher"];
  await gather(names.map((name) => createTask(() => sleep(1).then(() => {}) as Promise<void>, { name })));
  await client.get("https://vault.test/__proto__?__proto__=1&constructor=2").then(() => {}, () => {});
  await client.get("https://vault.test/left?toString=1").then(() => {}, () => {});
  return JSON.parse('{"__proto__": {"left": "port", "right": "starboard"}, "constructor": 1, "toString": 2}') as unknown;
}
