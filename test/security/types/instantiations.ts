// Attack: types that take the checker to its limits in every line
// Safe: rejected types

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Big = `${Digit}${Digit}${Digit}${Digit}`;
type Bigger = `${Big}${Digit}${Digit}`;
type Deep<N extends number, T extends unknown[] = []> = T["length"] extends N ? T : Deep<N, [...T, T, Deep<N, [...T, 0]>]>;
type Product<A, B> = A extends string ? (B extends string ? `${A}-${B}` : never) : never;
type Twist<T> = { [K in keyof T]: T[K] extends object ? Twist<T[K] & { [P in K & string]: T }> : T[K] };
interface Node1 {
  a: Node2;
  b: Node2;
}
interface Node2 {
  a: Node1;
  b: Node1[];
}
const x1: Deep<500> = [];
const x2: Product<Big, Big> = "0000-0000";
const x3: Twist<Node1> = {} as Twist<Node2>;
const x4: Bigger = "123456";

export async function main(): Promise<unknown> {
  return [x1, x2, x3, x4];
}
