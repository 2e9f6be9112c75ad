import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";

/**
 * A class of the submission of which only one object can be there: one `new` in all, in code that runs once, at the top of a file or of a function
 * that a file exports. Where there are more of them, tasks that use the same field may each have their own.
 */
export function isMadeOnce(submission: CheckedSubmission, made: ts.ClassLikeDeclaration): boolean {
  const { ts, checker } = submission;
  const symbol = made.name === undefined ? undefined : checker.getSymbolAtLocation(made.name);
  if (symbol === undefined) return false;
  const found: ts.NewExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && checker.getSymbolAtLocation(node.expression) === symbol) found.push(node);
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found.length === 1 && runsOnce(submission, found[0]!);
}

function runsOnce({ ts }: CheckedSubmission, node: ts.Node): boolean {
  for (let each = node.parent; each !== undefined; each = each.parent) {
    if (ts.isIterationStatement(each, false) || ts.isClassLike(each)) return false;
    if (!ts.isFunctionLike(each)) continue;
    return ts.isFunctionDeclaration(each) && (each.modifiers ?? []).some(isExport);
  }
  return true;

  function isExport({ kind }: ts.ModifierLike): boolean {
    return kind === ts.SyntaxKind.ExportKeyword;
  }
}
