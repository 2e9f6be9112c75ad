// Attack: unions of thousands of object types that are compared with each other
// Safe: rejected types

type N = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Item = { [A in N]: { [B in N]: { [C in N]: { kind: `${A}${B}${C}`; next: Item; value: [A, B, C] } }[N] }[N] }[N];
type Other = { [A in N]: { [B in N]: { [C in N]: { kind: `${C}${B}${A}`; next: Other; value: [C, B, A] } }[N] }[N] }[N];

export async function main(): Promise<unknown> {
  const item = {} as Item;
  const other: Other = item;
  const again: Item = other;
  const both: Item & Other = { ...item, ...other };
  return [again, both] satisfies [Item, Other];
}
