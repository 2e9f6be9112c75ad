// Attack: bytes whose species, slice, buffer and length are others than they say
// Safe: failed

export async function main(): Promise<unknown> {
  class Evil extends Uint8Array { static get [Symbol.species](): any { return function () { return { buffer: { byteLength: 1e9 }, length: 1e9 }; }; } override slice(): any { return { buffer: "no" }; } get buffer_(): number { return 1; } }
  const e: any = new Evil(16); Object.defineProperty(e, "buffer", { get: () => ({}) }); Object.defineProperty(e, "byteLength", { get: () => 1e9 }); Object.defineProperty(e, "length", { get: () => 1e9 });
  const out: string[] = []; for (const f of [() => new TextDecoder().decode(e), () => crypto.getRandomValues(e), () => new Blob([e]).size, () => fetch("https://vault.test/left", { method: "POST", body: e }), () => new Response(e).text(), () => structuredClone(e).length]) try { out.push(String(await f())); } catch (x) { out.push((x as Error).name); }
  return { left: out.join().slice(0, 300), right: "" };
}
