// Attack: clones, prints and compares values that are thousands of levels deep
// Safe: failed

export async function main(): Promise<unknown> {
  let deep: unknown[] = [];
  for (let i = 0; i < 3_000; i++) deep = [deep];
  for (let i = 0; i < 5; i++) {
    for (const look of [() => JSON.stringify(deep), () => structuredClone(deep), () => deep.flat(Infinity), () => String(deep)]) {
      try {
        look();
      } catch {}
    }
  }
  return {};
}
