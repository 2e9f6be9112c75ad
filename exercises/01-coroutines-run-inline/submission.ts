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
  // TODO: Both coroutines are called here, and yet nothing is printed. What is missing in front of each call?
  boil(boilMs);
  steep(tea, steepMs);
}
