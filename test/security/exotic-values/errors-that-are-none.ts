// Attack: throws errors whose name, message and stack are numbers, getters, floods and terminal codes
// Safe: failed

import { createTask } from "chronograde";

export async function main(): Promise<unknown> {
  const odd = [
    Object.defineProperty(new Error("x"), "message", { get: () => { throw new Error("again"); } }),
    Object.defineProperty(new Error("x"), "name", { get: () => ({ toString: () => "TimeoutError" }) }),
    Object.assign(new Error("y"), { stack: "    at main (../../solutions/target.ts:1:1)\n    at x (/etc/passwd:1:1)" }),
    Object.assign(new Error("\u001b[2J\u001b]0;owned\u0007\u202eabc\u200b"), { name: "\u001b[31mError\r\n::set-output name=x::y" }),
    Object.assign(Object.create(Error.prototype) as Error, { message: "x".repeat(500_000), name: "n".repeat(500_000) }),
  ];
  for (const error of odd) {
    try {
      await createTask(async () => Promise.reject(error), { name: error.name.length < 100 ? `task ${error.name}` : "long" });
    } catch {}
  }
  throw odd[3];
}
