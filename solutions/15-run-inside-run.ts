import { coroutine, createTask, run, sleep } from "chronograde";

const tick = coroutine(async (everyMs: number): Promise<void> => {
  while (true) {
    await sleep(everyMs);
    console.log("tick");
  }
});

// As it would stand in a file of its own: a program starts its loop with run().
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

  // The grader has called run(main), so a loop is running already, as it is in a notebook. The run() in program() joins
  // that loop: one clock, one list of tasks, and ours goes on ticking. When the inner run is over, the loop stays, and so
  // do the tasks that were there before.
  const result = await program(name, ms);

  // Now the program has ended, and the clock may stop.
  clock.cancel();
  return result;
}
