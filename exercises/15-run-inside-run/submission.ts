import { coroutine, createTask, run, sleep } from "chronograde";

const tick = coroutine(async (everyMs: number): Promise<void> => {
  while (true) {
    await sleep(everyMs);
    console.log("tick");
  }
});

function program(name: string, ms: number): Promise<string> {
  return run(async () => {
    console.log(`${name} starts`);
    await sleep(ms);
    console.log(`${name} ends`);
    return `${name} took ${ms} ms`;
  });
}

export async function main(name: string, ms: number, everyMs: number): Promise<string> {
  const clock = createTask(tick(everyMs), { name: "clock" });
  // TODO: There is a loop already, and program() calls run() again. What happens then, and what must main do about it?
  const result = program(name, ms);
  clock.cancel();
  return result;
}
