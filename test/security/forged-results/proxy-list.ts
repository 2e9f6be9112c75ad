// Attack: returns Proxies that answer each read differently
// Safe: failed

export async function main(keys: string[]): Promise<unknown> {
  let reads = 0;
  const target: Record<string, string> = {};
  for (const key of keys) target[key] = "x";
  return new Proxy(target, {
    ownKeys: (of) => (reads++ % 2 === 0 ? Reflect.ownKeys(of) : ["left", "right"]),
    getOwnPropertyDescriptor: (of, key) => ({ value: reads++ % 3 ? "port" : "starboard", enumerable: true, configurable: true, writable: of !== null && key !== "" }),
    getPrototypeOf: () => (reads++ % 2 ? Object.prototype : null),
    get: () => "port",
    has: () => true,
  });
}
