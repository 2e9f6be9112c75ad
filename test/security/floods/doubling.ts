// Attack: a text that doubles, arrays of arrays, buffers and big numbers
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  let text = "x";
  const attempts: (() => unknown)[] = [
    () => new Uint8Array(2 ** 31 - 1),
    () => new Array(2 ** 27).fill(0),
    () => 7n ** 10_000_000n,
    () => "x".repeat(2 ** 29),
    () => {
      for (;;) text += text;
    },
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch {}
  }
  return text.length;
}
