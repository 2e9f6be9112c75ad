import { coroutine, createTask, Event, gather, sleep } from "chronograde";

const giveSignal = coroutine(async (start: Event, afterMs: number) => {
  await sleep(afterMs);
  console.log("Go!");
  // Everybody who waits is woken now. Who comes later does not wait at all: the event stays set.
  start.set();
});

const runner = coroutine(async (start: Event, name: string, runMs: number) => {
  // The runner sleeps until the event is set: not a millisecond too long, and without looking up even once.
  await start.wait();
  console.log(`${name} runs`);
  await sleep(runMs);
  return `${name} has arrived`;
});

export async function main(names: string[], signalMs: number, runMs: number): Promise<string[]> {
  // One event, handed to all who need it.
  const start = new Event();
  const signal = createTask(giveSignal(start, signalMs));
  const arrivals = await gather(names.map((name) => runner(start, name, runMs)));
  await signal;
  return arrivals;
}
