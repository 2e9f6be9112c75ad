// Attack: (honest) what only TypeScript has
// Exercise: printed
// Safe: harmless

enum Side { Left = "left", Right = "right" } enum Bits { A = 1 << 0, B = A << 1, C = A | B } const enum K { X = 3 } namespace Shapes { export const sides = [Side.Left, Side.Right] as const; export namespace Deep { export type T = Side; export function id<T>(x: T): T { return x; } } }
type Reader = { readonly [S in Side]?: (n: S) => Promise<string> }; abstract class A<const T extends readonly string[]> { constructor(readonly list: T) {} } class B extends A<readonly ["x"]> {}
const reader = { left: (n) => read(n), right: (n) => read(n) } satisfies Reader; async function read(n: string): Promise<string> { return (await fetch(`https://vault.test/${n}`)).text(); }
export async function main(): Promise<void> { if (Bits.C !== 3 || K.X !== 3 || Bits[1] !== "A" || new B(["x"]).list[0] !== "x") throw new Error("enum"); const all = Shapes.sides.map((s) => reader[Shapes.Deep.id(s)]!(s as never)); for (const p of all) console.log(await p); for await (const _ of all) void _; }
