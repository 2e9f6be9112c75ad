import { createTask, gather } from "../src/api.ts";

/** Three requests at the same time: what the bench of `explore` plays under many latencies. */
export async function main(): Promise<number> {
  const load = async (n: number): Promise<number> => {
    const reply = await fetch(`https://api.test/${n}`);
    return ((await reply.json()) as { value: number }).value;
  };
  const values = await gather(...[1, 2, 3].map((n) => createTask(() => load(n))));
  return values.reduce((sum, value) => sum + value, 0);
}
