// Attack: keeps ever more small things, and catches every error on the way
// Safe: rejected memory

export async function main(): Promise<unknown> {
  const kept: unknown[] = [];
  for (;;) {
    try {
      kept.push(new Map([[{}, new Array(1000).fill(kept)]]), "x".repeat(10_000) + kept.length);
    } catch {}
  }
}
