import { isLoop, type Loop } from "../loops/loop.ts";
import type { TypeScript, ts } from "../typescript.ts";

/** Where a loop is left in its middle, by a `break` of its own. */
export function breaksOf(ts: TypeScript, loop: Loop): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBreakStatement(node) && node.label === undefined) found.push(node);
    if (isLoop(ts, node) || ts.isSwitchStatement(node) || ts.isFunctionLike(node)) return;
    ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  return found;
}

/** It has no end but those in its middle. */
export function isOpenEnded(ts: TypeScript, loop: Loop): boolean {
  if (ts.isForStatement(loop)) return loop.condition === undefined;
  return (ts.isWhileStatement(loop) || ts.isDoStatement(loop)) && loop.expression.kind === ts.SyntaxKind.TrueKeyword;
}
