import { spanOf } from "../place.ts";
import type { ProgramLoop } from "../program.ts";
import type { LoadedFile } from "../project.ts";
import type { TypeScript, ts } from "../typescript.ts";

/** The loops of a file in the order of their places, each with the function that it stands in. */
export function loopTable(ts: TypeScript, loaded: LoadedFile): ProgramLoop[] {
  const found: ProgramLoop[] = [];
  const visit = (node: ts.Node, around: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      found.push({ span: spanOf(ts, loaded, node), inside: spanOf(ts, loaded, around), counts: counts(ts, node) });
    }
    const inner = ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node) ? node : around;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(loaded.source, loaded.source);
  return found;
}

/** Goes through a list, or has a condition and changes something after each turn. */
function counts(ts: TypeScript, loop: ts.IterationStatement): boolean {
  if (ts.isForStatement(loop)) return loop.condition !== undefined && loop.incrementor !== undefined;
  return ts.isForOfStatement(loop) || ts.isForInStatement(loop);
}
