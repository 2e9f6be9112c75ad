// Attack: promises fail with what throws, or fails again, when it is looked at
// Safe: failed

const bomb = (): object => new Proxy(class {}, new Proxy({}, { get(_, t) { throw new Error(`trap ${String(t)}`); } }) as any);
export async function main(): Promise<unknown> {
  void Promise.reject(bomb()); void Promise.reject(new Proxy(new Error("x"), { get() { void Promise.reject(bomb()); return Promise.reject(1); } }));
  const r = Proxy.revocable(new Error("r"), {}); r.revoke(); void Promise.reject(r.proxy); void Promise.reject(Symbol("s")); void Promise.reject({ get name(): string { void Promise.reject(this); return "x"; } });
  await new Promise((r) => setTimeout(r, 5)); return { left: "port", right: "starboard" };
}
