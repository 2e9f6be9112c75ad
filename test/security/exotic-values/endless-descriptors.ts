// Attack: an object that has one more level whenever somebody looks, and always another prototype
// Safe: rejected cpu

const deep = (): object =>
  new Proxy(class {}, {
    ownKeys: () => ["left", "prototype"],
    getOwnPropertyDescriptor: () => ({ value: deep(), enumerable: true, configurable: true, writable: true }),
    getPrototypeOf: () => deep(),
  });

export async function main(): Promise<unknown> {
  return deep();
}
