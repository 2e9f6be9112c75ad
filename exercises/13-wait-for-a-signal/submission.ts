import { coroutine, createTask, gather, sleep } from "chronograde";

const race = { started: false };

const giveSignal = coroutine(async (afterMs: number) => {
  await sleep(afterMs);
  console.log("Go!");
  race.started = true;
});

const runner = coroutine(async (name: string, runMs: number) => {
  // TODO: Each runner looks up every 100 ms, and starts too late. How can all of them be woken at the very moment?
  while (!race.started) await sleep(100);
  console.log(`${name} runs`);
  await sleep(runMs);
  return `${name} has arrived`;
});

export async function main(names: string[], signalMs: number, runMs: number): Promise<string[]> {
  const signal = createTask(giveSignal(signalMs));
  const arrivals = await gather(names.map((name) => runner(name, runMs)));
  await signal;
  return arrivals;
}
