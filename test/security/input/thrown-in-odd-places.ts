// Attack: throws what is no Error wherever a throw can stand
// Exercise: printed
// Safe: failed

export async function main(): Promise<void> {
  const f = (x = (() => { throw "default"; })()): number => x; const o = { get a(): number { throw 1; }, [Symbol.iterator]() { throw null; } };
  for (const g of [() => f(), () => o.a, () => [...(o as any)], () => { lab: { try { throw undefined; } finally { break lab; } } }]) try { g(); } catch (e) { console.log(e); }
  class X { static { try { throw "static"; } catch (e) { console.log(e); } } #p = (() => { try { throw 7; } catch (e) { return e; } })(); get p(): unknown { return this.#p; } } console.log(new X().p);
}
