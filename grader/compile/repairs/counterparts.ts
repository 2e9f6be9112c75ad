import type { ts, TypeScript } from "../typescript.ts";
import type { Change } from "./change.ts";
import type { Names } from "./names.ts";

/** How much of a submission the solution has as well, from 0 to 1: of its statements and of the members of its classes. */
export function counterparts(
  ts: TypeScript,
  names: Names,
  submission: ts.Node,
  changes: readonly Change[],
  alone: readonly ts.Node[],
): number {
  const without = [...alone, ...changes.flatMap((each) => each.submission)].filter((each) => isPart(ts, each));
  // What the new text has again has only something else around it.
  const again = changes.flatMap(({ solution }) => partsOf(ts, solution));
  let [all, lacking] = [0, 0];
  const look = (node: ts.Node): void => {
    if (isPart(ts, node)) {
      all += 1;
      const isIn = without.some(({ pos, end }) => pos <= node.pos && node.end <= end);
      if (isIn && !again.some((each) => names.same(each, node))) lacking += 1;
    }
    ts.forEachChild(node, look);
  };
  look(submission);
  return all === 0 ? 1 : 1 - lacking / all;
}

function partsOf(ts: TypeScript, nodes: readonly ts.Node[]): ts.Node[] {
  const found: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    if (isPart(ts, node)) found.push(node);
    ts.forEachChild(node, look);
  };
  nodes.forEach(look);
  return found;
}

function isPart(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isClassElement(node)) return true;
  return ts.isStatement(node) && !ts.isBlock(node) && !ts.isImportDeclaration(node) && !isType(ts, node);
}

function isType(ts: TypeScript, node: ts.Node): boolean {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEmptyStatement(node);
}
