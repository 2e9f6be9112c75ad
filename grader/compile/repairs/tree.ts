import type { ts, TypeScript } from "../typescript.ts";

/** What a node consists of, by the name that the part has in it. */
export type Slots = ReadonlyMap<string, ts.Node | readonly ts.Node[]>;

/** Says nothing about what a program does. */
const skipped = new Set([
  "type",
  "typeParameters",
  "typeArguments",
  "modifiers",
  "exclamationToken",
  "questionToken",
  "equalsGreaterThanToken",
  "endOfFileToken",
  "jsDoc",
]);

/** Without parentheses and what only the type checker sees. */
export function bare(ts: TypeScript, node: ts.Node): ts.Node {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isNonNullExpression(at)
  ) {
    at = at.expression;
  }
  return at;
}

const known = new WeakMap<ts.Node, Slots>();

export function slotsOf(ts: TypeScript, node: ts.Node): Slots {
  const slots = known.get(node) ?? slotsIn(ts, node);
  known.set(node, slots);
  return slots;
}

function slotsIn(ts: TypeScript, node: ts.Node): Slots {
  const slots = new Map<string, ts.Node | readonly ts.Node[]>();
  const roles = new Map<unknown, string>(Object.entries(node).map(([role, child]) => [child, role]));
  const add = (child: ts.Node | readonly ts.Node[]): void => {
    const role = roles.get(child) ?? "";
    if (skipped.has(role)) return;
    if (Array.isArray(child)) slots.set(role, withoutEmpty(ts, child as readonly ts.Node[]));
    else if (isBodyRole(role)) slots.set(role, statementsOf(ts, child as ts.Node));
    else slots.set(role, child as ts.Node);
  };
  if (ts.isShorthandPropertyAssignment(node)) {
    return new Map([["name", node.name]]);
  }
  ts.forEachChild(node, add, add);
  return slots;
}

function withoutEmpty(ts: TypeScript, nodes: readonly ts.Node[]): readonly ts.Node[] {
  return nodes.some((each) => ts.isEmptyStatement(each) || isTypeOnly(ts, each))
    ? nodes.filter((each) => !ts.isEmptyStatement(each) && !isTypeOnly(ts, each))
    : nodes;
}

function isTypeOnly(ts: TypeScript, node: ts.Node): boolean {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** What stands there with or without braces. */
function isBodyRole(role: string): boolean {
  return role === "thenStatement" || role === "elseStatement" || role === "statement";
}

export function statementsOf(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  return ts.isBlock(node) ? withoutEmpty(ts, node.statements) : [node];
}

/** `=> { return x; }` is as good as `=> x`. */
export function resultOf(ts: TypeScript, body: ts.Node): ts.Node {
  if (!ts.isBlock(body)) return body;
  const [only, ...others] = body.statements;
  const isResult = only !== undefined && others.length === 0 && ts.isReturnStatement(only);
  return isResult && only.expression !== undefined ? only.expression : body;
}

export function isStatementRole(role: string): boolean {
  return isBodyRole(role) || role === "statements" || role === "members";
}

export function isAsync(ts: TypeScript, node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}

/** What a node is, without its parts and without the name of what it refers to. */
export function labelOf(ts: TypeScript, node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return `"${node.text}`;
  if (ts.isNumericLiteral(node)) return `${Number(node.text)}`;
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) return "name";
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    // `i++` and `++i` differ only where somebody takes the value.
    const isStep =
      ts.isExpressionStatement(node.parent) || (ts.isForStatement(node.parent) && node.parent.incrementor === node);
    return `${isStep ? "" : node.kind}unary${node.operator}`;
  }
  if (ts.isVariableDeclarationList(node)) return `${node.kind}${node.flags & ts.NodeFlags.AwaitUsing & ~3}`;
  if (ts.isTemplateLiteralToken(node)) return `\`${node.text}`;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return "function";
  if (ts.isHeritageClause(node)) return `${node.kind}${node.token}`;
  return `${node.kind}`;
}

/** All of such a kind in these, from outside to inside, in the order of the text. */
export function nodesWithin<T extends ts.Node>(
  ts: TypeScript,
  nodes: readonly ts.Node[],
  isOne: (node: ts.Node) => node is T,
): T[] {
  const found: T[] = [];
  const look = (node: ts.Node): void => {
    if (isOne(node)) found.push(node);
    ts.forEachChild(node, look);
  };
  nodes.forEach(look);
  return found;
}
