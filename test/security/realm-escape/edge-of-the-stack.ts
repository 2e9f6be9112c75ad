// Attack: calls the runtime where the stack ends, for a half-made state or an error of the host
// Safe: rejected cpu

import { createTask, getRunningLoop, sleep, Event, Queue } from "chronograde";

export async function main(): Promise<unknown> {
  const caught = new Set<string>();
  const calls: (() => unknown)[] = [
    () => createTask(async () => sleep(1), { name: "fetch left" }),
    () => createTask(async () => sleep(1), { name: "fetch left" }).cancel(),
    () => getRunningLoop().callLater(1, () => {}),
    () => new Queue<number>().putNowait(1),
    () => new Event().set(),
    () => new Error("x").stack,
    () => fetch("https://vault.test/left"),
    () => console.log("left: port"),
    () => structuredClone({ a: [1] }),
    () => setTimeout(() => {}, 5),
  ];
  for (const call of calls) {
    const down = (): void => {
      try {
        down();
      } catch (error) {
        try {
          call();
        } catch (inner) {
          const chain = inner as { constructor: { constructor: (text: string) => () => unknown } };
          caught.add(typeof chain.constructor.constructor);
          try {
            caught.add(String(chain.constructor.constructor("return process")()));
          } catch {}
        }
        throw error;
      }
    };
    try {
      down();
    } catch {}
  }
  return [...caught];
}
