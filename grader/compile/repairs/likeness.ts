import type { ts, TypeScript } from "../typescript.ts";
import type { Names } from "./names.ts";
import { bare, labelOf, slotsOf } from "./tree.ts";

/** How often each token stands in a piece of code, with names that have no counterpart alike. */
export interface Bag {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

export function bagOf(ts: TypeScript, names: Names, nodes: readonly ts.Node[]): Bag {
  const counts = new Map<string, number>();
  let size = 0;
  const look = (node: ts.Node): void => {
    const at = bare(ts, node);
    const isName = ts.isIdentifier(at) || ts.isPrivateIdentifier(at);
    const token = isName ? `n ${names.written(at)}` : labelOf(ts, at);
    counts.set(token, (counts.get(token) ?? 0) + 1);
    size += 1;
    for (const slot of slotsOf(ts, at).values()) {
      if (Array.isArray(slot)) slot.forEach((each: ts.Node) => look(each));
      else look(slot as ts.Node);
    }
  };
  nodes.forEach(look);
  return { counts, size };
}

export function commonOf(a: Bag, b: Bag): number {
  const [small, large] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  let common = 0;
  for (const [token, count] of small.counts) common += Math.min(count, large.counts.get(token) ?? 0);
  return common;
}

/** From 0 to 1. */
export function likeness(a: Bag, b: Bag): number {
  return a.size + b.size === 0 ? 1 : (2 * commonOf(a, b)) / (a.size + b.size);
}

/** Of `contained`: what is taken for a part of the other one. */
export const MOST_OF_IT = 0.8;

/** How much of the smaller one the larger one has. From 0 to 1. */
export function contained(a: Bag, b: Bag): number {
  const least = Math.min(a.size, b.size);
  return least === 0 ? 1 : commonOf(a, b) / least;
}
