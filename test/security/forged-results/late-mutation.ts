// Attack: returns an empty object and fills it in later, when the requests are answered
// Safe: failed

import { createTask, gather } from "chronograde";

export async function main(keys: string[]): Promise<unknown> {
  const found: Record<string, string> = {};
  const later = gather(
    keys.map((key) =>
      createTask(async () => {
        const body = (await (await fetch(`https://vault.test/${key}`)).json()) as { part: string };
        found[key] = body.part;
        console.log(`${key}: ${body.part}`);
      }),
    ),
  );
  void later.catch(() => {});
  return found;
}
