import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";

/** Every place of the submission where a variable is used, but for its declaration. */
export function symbolUses({ ts, checker, files }: CheckedSubmission, symbol: ts.Symbol): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === symbol.name) {
      const own = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      const isDeclaration = symbol.declarations?.some((each) => each === node.parent) ?? false;
      if (own === symbol && !(isDeclaration && ts.getNameOfDeclaration(node.parent as ts.Declaration) === node))
        found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of files) visit(source);
  return found;
}
