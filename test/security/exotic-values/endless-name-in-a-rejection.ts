// Attack: a promise fails with an error whose name is computed without an end
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  void Promise.reject(Object.assign(new Error("x"), Object.defineProperty({}, "q", { value: 1 }))); const e = new Error("y"); Object.defineProperty(e, "name", { get() { for (;;) { } } }); void Promise.reject(e);
  await new Promise((r) => setTimeout(r, 5)); return 1;
}
