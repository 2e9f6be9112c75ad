// Attack: (honest) patterns, defaults and every assignment that there is
// Exercise: printed
// Safe: harmless

export async function main({ sides = ["left", "right"] as string[], ...rest }: { sides?: string[] } = {}): Promise<void> {
  const [[a, b = a] = [], { length: n, ...others }, [, ...tail]] = [sides, sides, sides] as const; void rest; void others; void n; void tail; let x: string | undefined, y: string | undefined; ({ x = "left", y = "right" } = {} as { x?: string; y?: string }); [x, y] = [y, x]; [x, y] = [y, x];
  const o = { [`${a}Url`]: "u", async *gen(): AsyncGenerator<number> { yield 1; }, get g(): number { return 1; }, "quoted key": 2, 3: 4, async m(this: unknown): Promise<number> { return 1; } }; o.g ?? o?.["quoted key"] ?? null; let z: number | null = null; z ??= 1; z ||= 2; z &&= 3; z **= 2; if (z !== 9 || (await o.m()) !== 1) throw new Error("z");
  const rs = await Promise.all([x, y].map((s) => fetch(`https://vault.test/${s}`))); for (const r of rs) console.log(await r.text()); void b;
}
