// Attack: promises resolved with promises, a hundred thousand deep
// Safe: failed

export async function main(): Promise<unknown> {
  let inner: Promise<unknown> = Promise.resolve("port");
  for (let i = 0; i < 20_000; i++) {
    const before = inner;
    inner = new Promise((resolve) => resolve(before));
  }
  return inner;
}
