// Attack: sends the requests one after the other while the module is loaded, before the time of main is counted
// Safe: failed
// Exercise: fixed

import { createTask } from "chronograde";

const left = await (await fetch("https://vault.test/left")).text();
const right = await (await fetch("https://vault.test/right")).text();

export async function main(): Promise<string[]> {
  const both = [createTask(async () => left, { name: "left" }), createTask(async () => right, { name: "right" })];
  const texts: string[] = [];
  for (const task of both) texts.push(await task);
  for (const text of texts) console.log(text);
  return texts;
}
