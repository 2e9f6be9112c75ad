// Attack: arguments at the edges of what the engine's built-in functions take
// Safe: failed

export async function main(): Promise<unknown> {
  const edges: (() => unknown)[] = [
    () => new Uint8Array(8).set(new Uint8Array(9)),
    () => new Uint8Array(8).subarray(-1e9, 1e9).fill(1, NaN, 2 ** 53),
    () => new DataView(new ArrayBuffer(1)).getFloat64(2 ** 32),
    () => "x".padStart(2 ** 30),
    () => ([] as number[]).concat(...Array.from({ length: 7_000 }, () => [1])),
    () => String.fromCharCode(...Array.from({ length: 20_000 }, () => 65)),
    () => Math.max(...Array.from({ length: 20_000 }, () => 1)),
    () => new Array(-1),
    () => new RegExp("(".repeat(50_000)),
    () => new RegExp(`${"(?:a{0,65535}){0,65535}".repeat(10)}`).test("a".repeat(100)),
    () => JSON.parse("[".repeat(100_000)),
    () => BigInt("9".repeat(10_000)).toString(3).length,
    () => (2n ** 20_000n).toString().length,
    () => decodeURIComponent("%".repeat(1000)),
    () => new Date(8.64e15 + 1).toISOString(),
    () => (1.5).toFixed(101),
    () => "a".normalize("x"),
    () => "İ".repeat(1000).toLowerCase().localeCompare("x"),
    () => `${Symbol("x") as never}`,
    () => Object.defineProperty([], "length", { value: -1 }),
    () => new Proxy({}, { ownKeys: () => ["a", "a"] }) && Reflect.ownKeys(new Proxy({}, { ownKeys: () => ["a", "a"] })),
    () => new Map(new Proxy([], { get: () => undefined })),
    () => structuredClone(new Proxy({}, { ownKeys: () => { throw new Error("x"); } })),
    () => atob("x".repeat(10_001)),
    () => new URL(`http://${"a.".repeat(10_000)}`),
    () => new TextDecoder("utf-16le").decode(new Uint8Array(10_001)),
    () => new Headers([["x", "\n"]]),
    () => new Blob([new Blob(["x".repeat(1_000)])]).slice(-5, 2 ** 53),
  ];
  let survived = 0;
  for (const edge of edges) {
    try {
      edge();
    } catch {}
    survived += 1;
  }
  return survived;
}
