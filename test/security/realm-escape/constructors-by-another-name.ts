// Attack: makes code by the constructors that generators, proxies and getters have, under names put together at run time
// Exercise: printed
// Safe: failed

const join = (...parts: string[]): any => parts.join("");
export async function main(): Promise<void> {
  const kinds: object[] = [function* () {}, async function* () {}, async () => {}, class {}, () => {}, Object.getOwnPropertyDescriptor(RegExp.prototype, "flags")!.get!, Promise.resolve, (function () { return new Proxy(function () {}, {}); })()];
  for (const kind of kinds) {
    try {
      const make = (kind as any)[join('construct', 'or')] as (text: string) => any;
      const made = make("return globalThis"); console.log(typeof made, String(made()));
    } catch (e) { console.log("port"); }
    try { const C = (kind as any)[join('construct', 'or')] as any; new C("console.log('starboard')")(); console.log("escaped"); } catch { }
    try { Reflect.construct((kind as any)[join('construct', 'or')] as any, ["x"], Array); console.log("escaped"); } catch { }
    try { (kind as any)[join('construct', 'or')].call(null, "x"); console.log("escaped"); } catch { }
    try { (kind as any)[join('construct', 'or')].bind(null)("x")(); console.log("escaped"); } catch { }
  }
}
