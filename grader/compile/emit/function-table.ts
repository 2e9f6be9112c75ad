import { spanOf } from "../place.ts";
import type { ProgramFunction } from "../program.ts";
import type { LoadedFile } from "../project.ts";
import type { TypeScript, ts } from "../typescript.ts";

/** The functions of a file that have a body, in the order in which they begin. */
export function functionTable(ts: TypeScript, loaded: LoadedFile): ProgramFunction[] {
  const found: ProgramFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const isAsync =
        (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) ||
        ("asteriskToken" in node && node.asteriskToken !== undefined);
      found.push({ span: spanOf(ts, loaded, node), isNamed: isNamed(ts, node), isAsync });
    }
    ts.forEachChild(node, visit);
  };
  visit(loaded.source);
  return found;
}

function isNamed(ts: TypeScript, node: ts.SignatureDeclaration): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return true;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent);
}
