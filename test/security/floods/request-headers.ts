// Attack: thousands of headers and addresses of a hundred kilobytes
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  for (let i = 0; i < 45; i++) {
    const headers = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x-${n}`, "y".repeat(400)]));
    await fetch(`https://vault.test/left?${"q".repeat(100_000)}`, { headers }).catch(() => {});
  }
  return {};
}
