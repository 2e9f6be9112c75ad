import type { ts, TypeScript } from "../typescript.ts";
import { pieceOf } from "./about.ts";
import { aligned, holdsStatements } from "./aligned.ts";
import { type Change, type Gap, type Range, rangeOf } from "./change.ts";
import type { Names } from "./names.ts";
import type { About } from "./repair.ts";
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

/** Statements that only one of the programs has there, or that have nothing in common. */
export function gapChange(ts: TypeScript, solution: Nodes, submission: Nodes, gap: Gap): Change {
  const kind: About["kind"] = submission.length === 0 ? "missing" : solution.length === 0 ? "extra" : "other";
  const [first = gap.near] = submission;
  return {
    solution,
    submission,
    shown: first === gap.near ? rangeOfGap(gap) : rangeOf(first, submission.at(-1)),
    about: { kind, piece: pieceOf(ts, submission[0] ?? solution[0]!) },
    gap,
    edits: (render) => {
      const text = solution.map((each) => asStatement(render(each))).join("\n");
      const removed = submission.map((each) => removal(ts, each));
      if (text === "") return removed;
      const [at] = removed;
      if (at !== undefined) return [{ ...at, text }, ...removed.slice(1)];
      const { text: all } = gap.near.getSourceFile();
      const ends = /[;{}:]\s*$/.test(all.slice(0, gap.at)) || gap.at === 0 ? "" : ";";
      return [{ start: gap.at, end: gap.at, text: `${ends}\n${text}\n` }];
    },
  };
}

/** From the statement before up to the first line of the one behind: either may be where something goes wrong. */
function rangeOfGap({ near, next = null }: Gap): Range {
  const { start, end } = rangeOf(near);
  if (next === null) return { start, end };
  const line = next.getText().indexOf("\n");
  return { start, end: line < 0 ? next.getEnd() : next.getStart() + line };
}

function asStatement(text: string): string {
  return /[;}]$/.test(text) ? text : `${text};`;
}

function removal(ts: TypeScript, node: ts.Node) {
  const { parent } = node;
  const inList =
    ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent) || ts.isClassLike(parent);
  return { start: node.getStart(), end: node.getEnd(), text: inList ? "" : "{}" };
}

/** One statement that does what several do, or several that do what one does. */
export function runReplaced(ts: TypeScript, names: Names, solution: Nodes, submission: Nodes): Change {
  const [first, last] = [submission[0]!, submission.at(-1)!];
  const kind = kindOf(ts, names, solution, submission);
  const piece = kind === "missing" || (kind === "other" && submission.length > 1) ? solution[0]! : first;
  return {
    solution,
    submission,
    shown: rangeOf(first, last),
    about: { kind, piece: pieceOf(ts, piece) },
    gap: null,
    edits: (render) => [
      {
        start: first.getStart(),
        end: last.getEnd(),
        text: solution.map((each) => asStatement(render(each))).join("\n"),
      },
    ],
  };
}

/** Where one of them is within the other one, what is around it is missing or too much. */
function kindOf(ts: TypeScript, names: Names, solution: Nodes, submission: Nodes): About["kind"] {
  const isMissing = submission.every((part) =>
    solution.some((each) => within(ts, each, (node) => names.same(node, part))),
  );
  if (isMissing) return "missing";
  const isExtra = solution.every((part) =>
    submission.some((each) => within(ts, each, (node) => names.same(part, node))),
  );
  return isExtra ? "extra" : "other";
}

/** Whether something is true of a part of a node; of a mere name it says nothing. */
function within(ts: TypeScript, node: ts.Node, isIt: (node: ts.Node) => boolean): boolean {
  const look = (child: ts.Node): boolean =>
    (!ts.isIdentifier(child) && !ts.isToken(child) && isIt(child)) ||
    ts.forEachChild(child, (each) => look(each) || undefined) === true;
  return ts.forEachChild(node, (each) => look(each) || undefined) === true;
}

function replaced(ts: TypeScript, names: Names, solution: ts.Node, submission: ts.Node): Change {
  const kind = kindOf(ts, names, [solution], [submission]);
  return {
    solution: [solution],
    submission: [submission],
    shown: rangeOf(submission),
    about: { kind, piece: pieceOf(ts, kind === "missing" ? solution : submission) },
    gap: null,
    edits: (render) => [
      {
        start: submission.getStart(),
        end: submission.getEnd(),
        text: fitting(ts, render(solution), solution, submission),
      },
    ],
  };
}

/** In parentheses where what stands there before needs none and this may. */
function fitting(ts: TypeScript, text: string, solution: ts.Node, submission: ts.Node): string {
  const { parent } = submission;
  if (!ts.isExpression(solution) || ts.isParenthesizedExpression(parent)) return text;
  if (ts.isObjectLiteralExpression(solution) && ts.isArrowFunction(parent)) return `(${text})`;
  const isFree =
    ts.isExpressionStatement(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== submission);
  const isSimple =
    ts.isIdentifier(solution) ||
    ts.isLiteralExpression(solution) ||
    ts.isCallExpression(solution) ||
    ts.isPropertyAccessExpression(solution) ||
    ts.isElementAccessExpression(solution) ||
    ts.isSpreadElement(solution);
  return isFree || isSimple ? text : `(${text})`;
}

function awaitMissing(ts: TypeScript, solution: ts.Node, submission: ts.Node): Change {
  return {
    solution: [solution],
    submission: [submission],
    shown: rangeOf(submission),
    about: { kind: "missing", piece: "await" },
    gap: null,
    edits: () => [
      {
        start: submission.getStart(),
        end: submission.getEnd(),
        text: fitting(ts, `await ${submission.getText()}`, solution, submission),
      },
    ],
  };
}

function asyncChange(ts: TypeScript, submission: ts.Node): Change | null {
  const modifier = ts.canHaveModifiers(submission)
    ? submission.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
    : undefined;
  const place =
    modifier ??
    (ts.isArrowFunction(submission) || ts.isFunctionExpression(submission)
      ? submission
      : ts.isMethodDeclaration(submission)
        ? submission.name
        : ts.isFunctionDeclaration(submission)
          ? submission.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword)
          : undefined);
  if (place === undefined) return null;
  const start = place.getStart();
  return {
    solution: [],
    submission: [],
    shown: rangeOf(place),
    about: { kind: modifier === undefined ? "missing" : "extra", piece: "await" },
    gap: null,
    edits: () => [{ start, end: modifier?.getEnd() ?? start, text: modifier === undefined ? "async " : "" }],
  };
}

/** A part that only one of them can do without: undefined when nothing but the whole can be changed, null when it makes no difference. */
function oneSided(ts: TypeScript, a: ts.Node, b: ts.Node, role: string): Change | null | undefined {
  if (ts.isIfStatement(a) && ts.isIfStatement(b)) return tail(ts, a.elseStatement, b.elseStatement, b, " else ");
  if (ts.isTryStatement(a) && ts.isTryStatement(b)) {
    if (role === "finallyBlock") {
      const isNeeded = a.finallyBlock === undefined && (a.catchClause === undefined || b.catchClause === undefined);
      return isNeeded ? undefined : tail(ts, a.finallyBlock, b.finallyBlock, b, " finally ", "finally");
    }
    if (a.finallyBlock === undefined || b.finallyBlock === undefined) return undefined;
    return tail(ts, a.catchClause, b.catchClause, b.tryBlock, " ", "catch");
  }
  if (ts.isCatchClause(a) && ts.isCatchClause(b)) {
    const { variableDeclaration } = a;
    if (variableDeclaration === undefined) return null;
    return tail(ts, variableDeclaration, undefined, b.getFirstToken()!, " (", "catch", ")");
  }
  return undefined;
}

function tail(
  ts: TypeScript,
  solution: ts.Node | undefined,
  submission: ts.Node | undefined,
  before: ts.Node,
  word: string,
  piece?: About["piece"],
  close = "",
): Change | undefined {
  if (submission === undefined) {
    const at = before.getEnd();
    return {
      solution: [solution!],
      submission: [],
      shown: rangeOf(before),
      about: { kind: "missing", piece: piece ?? pieceOf(ts, firstOf(ts, solution!)) },
      gap: null,
      edits: (render) => [{ start: at, end: at, text: word + render(solution!) + close }],
    };
  }
  const previous = before === submission.parent ? previousOf(ts, submission) : before;
  return {
    solution: [],
    submission: [submission],
    shown: rangeOf(submission),
    about: { kind: "extra", piece: piece ?? pieceOf(ts, firstOf(ts, submission)) },
    gap: null,
    edits: () => [{ start: previous.getEnd(), end: submission.getEnd(), text: "" }],
  };
}

function firstOf(ts: TypeScript, node: ts.Node): ts.Node {
  return ts.isBlock(node) ? (node.statements[0] ?? node) : node;
}

/** The part of the same statement that stands before. */
function previousOf(ts: TypeScript, node: ts.Node): ts.Node {
  let previous = node;
  ts.forEachChild(node.parent, (child) => {
    if (child.getEnd() <= node.pos) previous = child;
  });
  return previous;
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

function awaits(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.forEachChild(
      node,
      (child) => ts.isAwaitExpression(child) || (!ts.isFunctionLike(child) && awaits(ts, child)) || undefined,
    ) === true
  );
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
