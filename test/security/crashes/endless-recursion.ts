// Attack: calls itself by all means: getters, toString, Proxies, JSON, sort, generators, async
// Safe: failed

export async function main(): Promise<unknown> {
  const itself: Record<string, unknown> = {
    get get(): unknown {
      return this["get"];
    },
    toString: () => String(itself),
    toJSON: () => JSON.stringify(itself),
  };
  const mirror: object = new Proxy({}, { get: (_, key) => Reflect.get(mirror, key) as unknown, has: (_, key) => Reflect.has(mirror, key) });
  const spread = function* (): Generator<unknown> {
    yield* spread();
  };
  const call = async (): Promise<unknown> => call();
  const ways: (() => unknown)[] = [() => itself["get"], () => String(itself), () => JSON.stringify(itself), () => Reflect.get(mirror, "x"), () => "x" in mirror, () => [...spread()], () => [3, 2, 1].sort(function compare(): number {
    return [2, 1].sort(compare).length;
  })];
  const names: string[] = [];
  for (const way of ways) {
    try {
      way();
    } catch (error) {
      names.push((error as Error).name);
    }
  }
  await call().catch(() => names.push("async"));
  return names;
}
