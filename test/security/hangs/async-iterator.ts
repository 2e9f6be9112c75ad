// Attack: an iterator that never ends, whose return waits for itself
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  const endless: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve({ done: false, value: 1 }),
      return: () => new Promise(() => {}),
    }),
  };
  let sum = 0;
  for await (const one of endless) sum += one;
  return sum;
}
