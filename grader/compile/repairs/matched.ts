import type { ts, TypeScript } from "../typescript.ts";
import { declaredIn } from "./aligned.ts";
import { bagOf, likeness } from "./likeness.ts";
import type { Names } from "./names.ts";
import type { Declared, Scoped } from "./scopes.ts";

/** What two files have at their top level: declarations that belong together, and the rest in order. */
export interface Matched {
  readonly pairs: readonly (readonly [ts.Statement, ts.Statement])[];
  readonly solution: readonly ts.Statement[];
  readonly submission: readonly ts.Statement[];
  /** Declarations of the submission that the solution does not have. */
  readonly alone: readonly ts.Statement[];
}

/** Under which declarations are not taken for each other. */
const LEAST_LIKE = 0.5;

export function matched(ts: TypeScript, names: Names, solution: Scoped, submission: Scoped): Matched {
  const there = new Map(topNames(submission).map((each) => [keyOf(each), each]));
  for (const here of topNames(solution)) {
    const other = there.get(keyOf(here));
    if (other !== undefined) names.link(here, other);
  }
  const statements = (file: Scoped) =>
    file.source.statements.filter(
      (each) =>
        !ts.isImportDeclaration(each) &&
        !ts.isInterfaceDeclaration(each) &&
        !ts.isTypeAliasDeclaration(each) &&
        !ts.isEmptyStatement(each) &&
        !ts.isExportDeclaration(each),
    );
  const [ours, theirs] = [statements(solution), statements(submission)];
  const open = new Set(ours.filter((each) => isDeclaration(ts, each)));
  const free = new Set(theirs.filter((each) => isDeclaration(ts, each)));
  const pairs: [ts.Statement, ts.Statement][] = [];
  const pair = (a: ts.Statement, b: ts.Statement): void => {
    pairs.push([a, b]);
    open.delete(a);
    free.delete(b);
    const [one, other] = [declaredIn(ts, a)[0], declaredIn(ts, b)[0]];
    if (one !== undefined && other !== undefined) names.same(one, other);
  };
  for (const a of open) {
    const name = declaredIn(ts, a)[0]?.getText();
    const b = [...free].find((each) => declaredIn(ts, each)[0]?.getText() === name);
    if (name !== undefined && b !== undefined) pair(a, b);
  }
  const alike = [...open]
    .flatMap((a) => {
      const bag = bagOf(ts, names, [a]);
      return [...free].map((b) => ({ a, b, alike: likeness(bag, bagOf(ts, names, [b])) }));
    })
    .filter((each) => each.alike >= LEAST_LIKE)
    .toSorted((x, y) => y.alike - x.alike);
  for (const { a, b } of alike) if (open.has(a) && free.has(b)) pair(a, b);
  for (const [a, b] of pairs) linkInside(ts, names, [solution, submission], [a, b]);
  return {
    pairs: pairs.toSorted(([, a], [, b]) => a.pos - b.pos),
    solution: ours.filter((each) => !isDeclaration(ts, each)),
    submission: theirs.filter((each) => !isDeclaration(ts, each)),
    alone: [...free],
  };
}

function topNames({ all }: Scoped): readonly Declared[] {
  return all.filter(({ kind }) => kind !== "local");
}

function keyOf({ kind, name, from, imported }: Declared): string {
  return kind === "import" ? `import ${imported} ${from}` : `${kind === "member" ? "." : ""}${name}`;
}

/** Names that stand once in both of two declarations are taken for the same; parameters by their place. */
function linkInside(
  ts: TypeScript,
  names: Names,
  [solution, submission]: readonly [Scoped, Scoped],
  [a, b]: readonly [ts.Statement, ts.Statement],
): void {
  const [here, there] = [localsIn(solution, a), localsIn(submission, b)];
  for (const [name, one] of here) {
    const other = there.get(name);
    if (one !== null && other !== undefined && other !== null) names.link(one, other);
  }
  const [one, other] = [functionIn(ts, a), functionIn(ts, b)];
  if (one === null || other === null || one.parameters.length !== other.parameters.length) return;
  one.parameters.forEach((each, i) => names.same(each.name, other.parameters[i]!.name));
}

function localsIn({ all }: Scoped, { pos, end }: ts.Node): ReadonlyMap<string, Declared | null> {
  const found = new Map<string, Declared | null>();
  for (const each of all) {
    if (each.kind !== "local" || each.at.pos < pos || each.at.end > end) continue;
    found.set(each.name, found.has(each.name) ? null : each);
  }
  return found;
}

/** Whose place in the file makes no difference. */
function isDeclaration(ts: TypeScript, node: ts.Statement): boolean {
  return ts.isClassDeclaration(node) || functionIn(ts, node) !== null;
}

/** The function that a statement declares, bare or in `coroutine(…)`. */
export function functionIn(ts: TypeScript, node: ts.Statement): ts.FunctionLikeDeclaration | null {
  if (ts.isFunctionDeclaration(node)) return node;
  if (!ts.isVariableStatement(node) || node.declarationList.declarations.length !== 1) return null;
  const value = node.declarationList.declarations[0]!.initializer;
  const made = value !== undefined && isCoroutine(ts, value) ? value.arguments[0] : value;
  return made !== undefined && (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) ? made : null;
}

export function isCoroutine(ts: TypeScript, node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "coroutine";
}
