import type { ts, TypeScript } from "../typescript.ts";
import { pieceOf } from "./about.ts";
import { aligned, holdsStatements } from "./aligned.ts";
import { asyncChange, awaitMissing, awaits } from "./awaited.ts";
import type { Change } from "./change.ts";
import { gapChange } from "./gaps.ts";
import type { Names } from "./names.ts";
import { firstOf, oneSided } from "./one-sided.ts";
import { replaced, runReplaced } from "./replaced.ts";
import { bare, isAsync, isStatementRole, labelOf, resultOf, slotsOf } from "./tree.ts";

type Nodes = readonly ts.Node[];

/** The smallest pieces in which two nodes differ, in the order of the text. */
export function changesBetween(ts: TypeScript, names: Names, solution: ts.Node, submission: ts.Node): Change[] {
  const [a, b] = [bare(ts, solution), bare(ts, submission)];
  if (names.same(a, b)) return [];
  if (ts.isAwaitExpression(a) && names.same(a.expression, b)) return [awaitMissing(ts, a, b)];
  if (ts.isAwaitExpression(b) && names.same(a, b.expression)) {
    return [{ ...replaced(ts, names, a, b), about: { kind: "extra", piece: "await" } }];
  }
  if (labelOf(ts, a) !== labelOf(ts, b) || ts.isIdentifier(a) || ts.isShorthandPropertyAssignment(a)) {
    return [replaced(ts, names, a, b)];
  }
  const changes: Change[] = [];
  // Who is async without need gives a promise all the same.
  if (isAsync(ts, a) && !isAsync(ts, b) && awaits(ts, a)) {
    const change = asyncChange(ts, b);
    if (change === null) return [replaced(ts, names, a, b)];
    changes.push(change);
  }
  const [slots, others] = [slotsOf(ts, a), slotsOf(ts, b)];
  for (const role of new Set([...slots.keys(), ...others.keys()])) {
    const [one, other] = [slots.get(role), others.get(role)];
    if (one === undefined || other === undefined) {
      const change = oneSided(ts, a, b, role);
      if (change === undefined) return [replaced(ts, names, a, b)];
      if (change !== null) changes.push(change);
    } else if (isList(one) && isList(other)) {
      const found = isStatementRole(role)
        ? bodyChanges(ts, names, { one, other, a, b, role })
        : listChanges(ts, names, one, other);
      if (found === null) return [replaced(ts, names, a, b)];
      changes.push(...found);
    } else if (!isList(one) && !isList(other)) {
      changes.push(...(role === "body" ? bodyChange(ts, names, one, other) : changesBetween(ts, names, one, other)));
    } else return [replaced(ts, names, a, b)];
  }
  // Two pieces of one expression are one mistake.
  const isOne =
    changes.length > 1 &&
    ts.isExpression(b) &&
    !holdsStatements(ts, b) &&
    changes.every((each) => isExpressionOnly(ts, each));
  return isOne ? [replaced(ts, names, a, b)] : changes;
}

/** Where lists of statements differ. */
export function statementChanges(
  ts: TypeScript,
  names: Names,
  solution: Nodes,
  submission: Nodes,
  start: { readonly at: number; readonly near: ts.Node },
): Change[] {
  const changes: Change[] = [];
  let [missing, extra]: [ts.Node[], ts.Node[]] = [[], []];
  let before: ts.Node | null = null;
  const flush = (after: ts.Node | null): void => {
    if (missing.length > 0 || extra.length > 0) {
      const at = before?.getEnd() ?? start.at;
      changes.push(gapChange(ts, missing, extra, { at, near: before ?? after ?? start.near, next: after }));
    }
    [missing, extra] = [[], []];
  };
  for (const pair of aligned(ts, names, solution, submission)) {
    if (!pair.like) {
      missing.push(...pair.solution);
      extra.push(...pair.submission);
      continue;
    }
    flush(pair.submission[0]!);
    if (pair.solution.length === 1 && pair.submission.length === 1) {
      changes.push(...changesBetween(ts, names, pair.solution[0]!, pair.submission[0]!));
    } else changes.push(runReplaced(ts, names, pair.solution, pair.submission));
    before = pair.submission.at(-1)!;
  }
  flush(null);
  return changes;
}

interface Bodies {
  readonly one: Nodes;
  readonly other: Nodes;
  readonly a: ts.Node;
  readonly b: ts.Node;
  readonly role: string;
}

/** Null when only the whole can be replaced: what has no braces takes no more statements. */
function bodyChanges(ts: TypeScript, names: Names, { one, other, a, b, role }: Bodies): Change[] | null {
  const body: ts.Node = role === "statements" || role === "members" ? b : (Reflect.get(b, role) as ts.Node);
  const list = (Reflect.get(body, role === "members" ? "members" : "statements") ??
    null) as ts.NodeArray<ts.Node> | null;
  const changes = statementChanges(ts, names, one, other, { at: list?.pos ?? body.getStart(), near: other[0] ?? b });
  if (list !== null || !changes.some(({ gap }) => gap !== null)) return changes;
  const solution = Reflect.get(a, role) as ts.Node;
  return [
    { ...runReplaced(ts, names, [solution], [body]), about: { kind: "other", piece: pieceOf(ts, firstOf(ts, body)) } },
  ];
}

export function bodyChange(ts: TypeScript, names: Names, a: ts.Node, b: ts.Node): Change[] {
  if (ts.isBlock(a) && ts.isBlock(b)) return changesBetween(ts, names, a, b);
  const [one, other] = [resultOf(ts, a), resultOf(ts, b)];
  if (ts.isBlock(other) && !ts.isBlock(one)) {
    const rest = besides(ts, names, one, other);
    if (rest !== null) return rest;
  }
  if (ts.isBlock(one) || ts.isBlock(other)) {
    const change = replaced(ts, names, a, b);
    return [
      {
        ...change,
        edits: (render) => [{ start: b.getStart(), end: b.getEnd(), text: arrowBody(ts, render(a), a, b) }],
      },
    ];
  }
  return changesBetween(ts, names, one, other);
}

/** What else a block does than an expression does; null when it does not do that. */
function besides(ts: TypeScript, names: Names, solution: ts.Node, submission: ts.Block): Change[] | null {
  const { statements } = submission;
  const wanted = ts.isAwaitExpression(solution) ? solution.expression : solution;
  const index = statements.findIndex((each) => {
    if (!ts.isExpressionStatement(each) && !ts.isReturnStatement(each)) return false;
    const done = each.expression;
    if (done === undefined) return false;
    return names.same(wanted, ts.isAwaitExpression(done) ? done.expression : done);
  });
  if (index < 0) return null;
  const kept = statements[index]!;
  const [before, after] = [statements.slice(0, index), statements.slice(index + 1)];
  return [
    ...(before.length > 0 ? [gapChange(ts, [], before, { at: statements.pos, near: kept })] : []),
    ...(after.length > 0 ? [gapChange(ts, [], after, { at: kept.getEnd(), near: kept })] : []),
  ];
}

function arrowBody(ts: TypeScript, text: string, a: ts.Node, b: ts.Node): string {
  if (ts.isBlock(a)) return text;
  if (ts.isArrowFunction(b.parent)) return ts.isObjectLiteralExpression(a) ? `(${text})` : text;
  return `{ return ${text}; }`;
}

/** Arguments, elements, properties, parameters, … */
export function listChanges(ts: TypeScript, names: Names, one: Nodes, other: Nodes): Change[] | null {
  const sorted = byName(ts, one, other);
  if (sorted !== null) return sorted.flatMap(([a, b]) => changesBetween(ts, names, a, b));
  if (one.length === other.length && !one.some((each) => ts.isObjectLiteralElementLike(each))) {
    return one.flatMap((each, i) => changesBetween(ts, names, each, other[i]!));
  }
  return null;
}

/** Properties of an object in whatever order; null when they are others. */
function byName(ts: TypeScript, one: Nodes, other: Nodes): (readonly [ts.Node, ts.Node])[] | null {
  if (one.length !== other.length || one.length === 0) return null;
  const there = new Map(other.map((each) => [nameOf(ts, each), each]));
  const pairs = one.map((each) => [each, there.get(nameOf(ts, each))] as const);
  const isAll = there.size === one.length && !there.has(null) && pairs.every(([, found]) => found !== undefined);
  return isAll ? (pairs as (readonly [ts.Node, ts.Node])[]) : null;
}

function nameOf(ts: TypeScript, node: ts.Node): string | null {
  return ts.isObjectLiteralElementLike(node) && node.name !== undefined ? node.name.getText() : null;
}

function isExpressionOnly(ts: TypeScript, { submission }: Change): boolean {
  return submission.length > 0 && submission.every((each) => ts.isExpression(each) || ts.isToken(each));
}

function isList(slot: ts.Node | Nodes): slot is Nodes {
  return Array.isArray(slot);
}
