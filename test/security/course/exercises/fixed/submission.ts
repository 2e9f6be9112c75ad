import { createTask } from "chronograde";

async function read(name: string): Promise<string> {
  const response = await fetch(`https://vault.test/${name}`);
  return response.text();
}

export async function main(): Promise<string[]> {
  const left = createTask(() => read("left"), { name: "left" });
  const right = createTask(() => read("right"), { name: "right" });
  const both = [await left, await right];
  for (const one of both) console.log(one);
  return both;
}
