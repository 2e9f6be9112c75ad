import type { ts, TypeScript } from "../typescript.ts";
import type { Change } from "./change.ts";
import { isCoroutine } from "./matched.ts";
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
  /** Functions that have to be called in another way than before. */
  readonly alters: ReadonlySet<Declared>;
}

export function joined(ts: TypeScript, names: Names, changes: readonly Change[]): Joined[] {
  const links = changes.map((each) => linksOf(ts, names, each));
  const groups = changes.map((_, i) => i);
  const root = (i: number): number => (groups[i] === i ? i : root(groups[i]!));
  for (const [i, a] of links.entries()) {
    for (const [j, b] of links.entries()) {
      if (i !== j && (meet(a.needs, b.declares) || meet(a.drops, b.loses) || meet(a.alters, b.loses))) {
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
    alters: new Set(alteredBy(ts, names, solution, submission)),
  };
}

/** The function whose parameters become more or fewer, or that starts when it is called and does not in the solution. */
function alteredBy(
  ts: TypeScript,
  names: Names,
  [solution]: readonly ts.Node[],
  [submission]: readonly ts.Node[],
): readonly Declared[] {
  if (solution === undefined || submission === undefined) return [];
  const [one, other] = [functionWithin(ts, solution), functionWithin(ts, submission)];
  if (one === null || other === null) return [];
  const isOther = isCoroutine(ts, one.parent) !== isCoroutine(ts, other.parent);
  if (!isOther && one.parameters.length === other.parameters.length) return [];
  for (let at: ts.Node = other; !ts.isSourceFile(at) && !ts.isBlock(at); at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isFunctionDeclaration(at) || ts.isClassElement(at)) {
      const declared = at.name === undefined ? undefined : names.declaredThere(at.name);
      return declared === undefined ? [] : [declared];
    }
  }
  return [];
}

/** A function, bare or handed to a call: `coroutine(…)`. */
function functionWithin(ts: TypeScript, node: ts.Node): ts.FunctionLikeDeclaration | null {
  if (ts.isCallExpression(node)) return node.arguments[0] === undefined ? null : functionWithin(ts, node.arguments[0]);
  if (ts.isVariableStatement(node)) return functionWithin(ts, node.declarationList.declarations[0]!);
  if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) {
    return node.initializer === undefined ? null : functionWithin(ts, node.initializer);
  }
  return ts.isFunctionLike(node) && "body" in node ? (node as ts.FunctionLikeDeclaration) : null;
}

function each(ts: TypeScript, node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => each(ts, child, look));
}

function meet(a: ReadonlySet<Declared>, b: ReadonlySet<Declared>): boolean {
  return [...a].some((one) => b.has(one));
}
