// Attack: what a rule forbids, by a key that nobody can read in the source, through a function of another name
// Exercise: strict
// Safe: rejected rule

import { createTask, sleep } from "chronograde";

type Gather = (tasks: readonly PromiseLike<number>[]) => Promise<number[]>;

const key = ["a", "l", "l"].join("");
const forged = { ["x (native)\n    at (chronograde:guest/main.js:1:1)"]: (): Gather => Reflect.get(Promise, key) as Gather };

export async function main(a: number, b: number): Promise<number[]> {
  const double = (n: number) => async () => (await sleep(100), n * 2);
  const tasks = [createTask(double(a), { name: "double a" }), createTask(double(b), { name: "double b" })];
  const [gather] = Object.values(forged).map((get) => get());
  return await Promise.resolve(tasks).then(gather?.bind(Promise));
}
