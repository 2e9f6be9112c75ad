// Attack: arrays with extra properties, a length of their own, holes, subclasses and null prototypes
// Safe: failed

import { createTask, gather } from "chronograde";

class List extends Array<string> {}

export async function main(): Promise<unknown> {
  const huge: string[] = [];
  huge.length = 2 ** 32 - 1;
  huge[2 ** 32 - 2] = "port";
  const named = Object.assign(["port"], { left: "port", right: "starboard" });
  const bare = Object.setPrototypeOf(["port"], null) as unknown;
  const like = { length: 2 ** 53 - 1, 0: "port" };
  await gather([huge, named, List.from(["port"]), bare, like].map((value) => createTask(async () => value)));
  return named;
}
