import { coroutine, sleep } from "chronograde";

const boil = coroutine(async (ms: number) => {
  console.log("Boiling the water");
  await sleep(ms);
  console.log("The water is hot");
});

const steep = coroutine(async (tea: string, ms: number) => {
  console.log(`Steeping the ${tea}`);
  await sleep(ms);
  console.log(`The ${tea} is ready`);
});

export async function main(tea: string, boilMs: number, steepMs: number) {
  // `boil(boilMs)` alone only makes a coroutine: a plan that nobody has carried out yet.
  // `await` carries it out right here, inside main. No new task is made, and main pauses until the last line of boil.
  await boil(boilMs);

  // So the water is surely hot when this line is reached. The price is that the two times add up.
  // That is what we want when one step needs the other. When it does not, read on: the next exercise overlaps them.
  await steep(tea, steepMs);
}
