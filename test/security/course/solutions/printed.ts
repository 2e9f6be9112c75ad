import { gather, createTask } from "chronograde";

async function read(name: string): Promise<string> {
  const response = await fetch(`https://vault.test/${name}`);
  return response.text();
}

export async function main(): Promise<void> {
  const texts = await gather(["left", "right"].map((name) => createTask(() => read(name))));
  for (const text of texts) console.log(text);
}
