// Attack: a comparison that never agrees, a getter that reads itself, a valueOf that loops
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  const loop = {
    valueOf(): number {
      for (let i = 0; ; i++) if (i < 0) return i;
    },
  };
  return [1, 2, 3].sort(() => +loop).length;
}
