// Attack: Function.caller, arguments.callee and the frames of an error, for a function of the grader's
// Safe: failed

import { createTask, gather } from "chronograde";

export async function main(): Promise<unknown> {
  const found: unknown[] = [];
  const climb = function (this: unknown): void {
    for (const key of ["caller", "arguments", "callee"]) {
      try {
        found.push(Reflect.get(climb, key));
      } catch {}
      try {
        found.push(Reflect.get(arguments, key));
      } catch {}
    }
    found.push(this === undefined ? undefined : this);
    const stack = new Error("where").stack ?? "";
    if (/[/\\]home|[/\\]work|node_modules|wasm|main\.js/.test(stack)) found.push(stack);
  };
  await gather(createTask(async () => climb()), createTask(async () => [1].forEach(climb)));
  return found.filter((one) => one !== undefined && one !== null);
}
