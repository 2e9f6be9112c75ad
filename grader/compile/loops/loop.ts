import type { TypeScript, ts } from "../typescript.ts";

export type Loop = ts.ForStatement | ts.ForOfStatement | ts.ForInStatement | ts.WhileStatement | ts.DoStatement;

/** What runs again and again. `whole` is the body with the head that goes with it: a loop's, a function's parameters. */
export interface Turns {
  readonly whole: ts.Node;
  readonly body: ts.Node;
}

export function turnsOf(loop: Loop): Turns {
  return { whole: loop, body: loop.statement };
}

export function isLoop(ts: TypeScript, node: ts.Node): node is Loop {
  return ts.isIterationStatement(node, false);
}

/** The loops of its own function in whose body the node stands, the innermost first. */
export function loopsAround(ts: TypeScript, node: ts.Node): Loop[] {
  const found: Loop[] = [];
  for (let inner = node; !isBoundary(ts, inner.parent); inner = inner.parent) {
    if (isLoop(ts, inner.parent) && inner.parent.statement === inner) found.push(inner.parent);
  }
  return found;
}

/** The function around the node, or the file. */
export function functionAround(ts: TypeScript, node: ts.Node): ts.Node {
  let outer = node.parent;
  while (!isBoundary(ts, outer)) outer = outer.parent;
  return outer;
}

function isBoundary(ts: TypeScript, node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isSourceFile(node) || ts.isClassStaticBlockDeclaration(node);
}

/** Goes through a piece of code without entering functions in it. */
export function forEachOwn(ts: TypeScript, node: ts.Node, found: (node: ts.Node) => void): void {
  found(node);
  if (ts.isFunctionLike(node)) return;
  ts.forEachChild(node, (child) => forEachOwn(ts, child, found));
}

export function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end && node.getSourceFile() === outer.getSourceFile();
}
