import type { TypeScript, ts } from "../typescript.ts";

/** An expression at which its function pauses: `await x`, and `yield x` in an async generator, which awaits as well. */
export type Waiting = (ts.AwaitExpression | ts.YieldExpression) & { readonly expression: ts.Expression };

export function isWaiting(ts: TypeScript, node: ts.Node): node is Waiting {
  if (ts.isAwaitExpression(node)) return true;
  if (!ts.isYieldExpression(node) || node.expression === undefined || node.asteriskToken !== undefined) return false;
  const around = ts.findAncestor(node, ts.isFunctionLike);
  return around !== undefined && isAsync(ts, around);
}

export function isAsync(ts: TypeScript, node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

export function isForAwait(ts: TypeScript, node: ts.Node): node is ts.ForOfStatement {
  return ts.isForOfStatement(node) && node.awaitModifier !== undefined;
}

/** @param own without those of functions written in it, which wait on their own account */
export function awaitsIn(ts: TypeScript, code: ts.Node, own = false): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (own && node !== code && ts.isFunctionLike(node)) return;
    if (isWaiting(ts, node) || isForAwait(ts, node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}
