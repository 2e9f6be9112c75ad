// Attack: a type that is every order of nine things
// Safe: rejected types

type Orders<T, K = T> = [T] extends [never] ? [] : K extends K ? [K, ...Orders<Exclude<T, K>>] : never;

export async function main(): Promise<Orders<"a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i">> {
  throw new Error("none of them");
}
