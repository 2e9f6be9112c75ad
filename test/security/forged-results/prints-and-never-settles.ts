// Attack: prints the right lines and never settles
// Safe: rejected deadlock

export async function main(keys: string[]): Promise<unknown> {
  for (const key of keys) {
    const body = (await (await fetch(`https://vault.test/${key}`)).json()) as { part: string };
    console.log(`${key}: ${body.part}`);
  }
  return new Promise(() => {});
}
