import type { ts, TypeScript } from "../typescript.ts";
import type { Change } from "./change.ts";
import type { Names } from "./names.ts";
import type { Declared } from "./scopes.ts";

/** Changes of which none makes sense without the others, because one declares what another one uses. */
export interface Joined {
  readonly changes: readonly Change[];
  /** What their new text names and nothing in the submission is. */
  readonly needs: ReadonlySet<Declared>;
}

interface Links {
  readonly declares: ReadonlySet<Declared>;
  readonly needs: ReadonlySet<Declared>;
  readonly drops: ReadonlySet<Declared>;
  readonly loses: ReadonlySet<Declared>;
}

export function joined(ts: TypeScript, names: Names, changes: readonly Change[]): Joined[] {
  const links = changes.map((each) => linksOf(ts, names, each));
  const groups = changes.map((_, i) => i);
  const root = (i: number): number => (groups[i] === i ? i : root(groups[i]!));
  for (const [i, a] of links.entries()) {
    for (const [j, b] of links.entries()) {
      if (i !== j && (meet(a.needs, b.declares) || meet(a.drops, b.loses))) {
        groups[Math.max(root(i), root(j))] = Math.min(root(i), root(j));
      }
    }
  }
  return [...new Set(changes.map((_, i) => root(i)))].map((group) => {
    const members = changes.flatMap((_, i) => (root(i) === group ? [i] : []));
    const declared = new Set(members.flatMap((i) => [...links[i]!.declares]));
    const needs = members.flatMap((i) => [...links[i]!.needs]).filter((each) => !declared.has(each));
    return { changes: members.map((i) => changes[i]!), needs: new Set(needs) };
  });
}

export function linksOf(ts: TypeScript, names: Names, { solution, submission }: Change): Links {
  const [declares, uses, loses, own] = [1, 2, 3, 4].map(() => new Set<Declared>()) as [
    Set<Declared>,
    Set<Declared>,
    Set<Declared>,
    Set<Declared>,
  ];
  const kept = new Set<Declared>();
  for (const node of solution) {
    each(ts, node, (child) => {
      const declared = names.declared(child);
      if (declared === undefined) return;
      const there = names.of(declared);
      if (declared.at === child && there !== undefined) kept.add(there);
      if (there !== undefined) return;
      (declared.at === child ? declares : uses).add(declared);
    });
  }
  for (const node of submission) {
    each(ts, node, (child) => {
      const declared = names.declaredThere(child);
      if (declared !== undefined) (declared.at === child ? own : loses).add(declared);
    });
  }
  return {
    declares,
    needs: new Set([...uses].filter((one) => !declares.has(one))),
    drops: new Set([...own].filter((one) => !kept.has(one))),
    loses,
  };
}

function each(ts: TypeScript, node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => each(ts, child, look));
}

function meet(a: ReadonlySet<Declared>, b: ReadonlySet<Declared>): boolean {
  return [...a].some((one) => b.has(one));
}
