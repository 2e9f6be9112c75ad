// Attack: task names and coroutine names of a megabyte, with line breaks
// Safe: failed

import { createTask, gather } from "chronograde";

export async function main(): Promise<unknown> {
  const long = "name\n\u001b[31m".repeat(20_000);
  const body = async () => {};
  Object.defineProperty(body, "name", { value: long });
  await gather(Array.from({ length: 150 }, (_, i) => createTask(body, { name: `${long}${i}` })));
  return {};
}
