import type { TypeScript, ts } from "../typescript.ts";

/** A `yield` of the same function. */
export function containsYield(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isYieldExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => containsYield(ts, child) || undefined) ?? false;
}

/** Other code may run before the end of this: an await, a yield or a `for await` of the same function. */
export function suspends(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => suspends(ts, child) || undefined) ?? false;
}

/** The statement behind its labels. */
export function unlabeled(ts: TypeScript, statement: ts.Statement): ts.Statement {
  let inner = statement;
  while (ts.isLabeledStatement(inner)) inner = inner.statement;
  return inner;
}

/** `loop` under the labels of `labeled`. */
export function relabeled(
  ts: TypeScript,
  factory: ts.NodeFactory,
  labeled: ts.Statement,
  loop: ts.Statement,
): ts.Statement {
  if (!ts.isLabeledStatement(labeled)) return loop;
  return factory.updateLabeledStatement(labeled, labeled.label, relabeled(ts, factory, labeled.statement, loop));
}

/** `"use strict"` must stay first. */
export function behindDirectives(
  ts: TypeScript,
  statements: readonly ts.Statement[],
  added: ts.Statement,
): ts.Statement[] {
  const first = statements.findIndex((s) => !(ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression)));
  const at = first === -1 ? statements.length : first;
  return [...statements.slice(0, at), added, ...statements.slice(at)];
}

/** The `await using` whose end the block around a node waits for; the node itself when there is none. */
export function awaitUsingAround(ts: TypeScript, node: ts.Node): ts.Node {
  for (let outer = node; outer !== undefined && !ts.isFunctionLike(outer); outer = outer.parent) {
    const statements =
      ts.isBlock(outer) || ts.isSourceFile(outer) || ts.isCaseOrDefaultClause(outer) ? outer.statements : [];
    const found = statements.find((statement) => isAwaitUsing(ts, statement));
    if (found !== undefined) return found;
  }
  return node;
}

function isAwaitUsing(ts: TypeScript, statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const kind: ts.NodeFlags = statement.declarationList.flags & ts.NodeFlags.BlockScoped;
  return kind === ts.NodeFlags.AwaitUsing;
}
