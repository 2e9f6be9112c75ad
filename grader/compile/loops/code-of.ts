import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** The function of the submission that a call runs, when the text tells; one that was wrapped by `coroutine` too. */
export function codeOf(submission: CheckedSubmission, call: ts.CallExpression): ts.SignatureDeclaration | null {
  return codeOfSymbol(submission, calleeOf(submission, call));
}

/** The same of a function that is named. */
export function codeOfSymbol(
  submission: CheckedSubmission,
  symbol: ts.Symbol | undefined,
): ts.SignatureDeclaration | null {
  const { ts } = submission;
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined || submission.fileOf(declaration) === undefined) return null;
  if (ts.isFunctionLike(declaration)) return declaration;
  const holds = ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration);
  const value = holds || ts.isPropertyAssignment(declaration) ? declaration.initializer : undefined;
  return value === undefined ? null : functionIn(submission, value);
}

/** What a call calls, by its own name or by that of a property. */
export function calleeOf(submission: CheckedSubmission, call: ts.CallExpression): ts.Symbol | undefined {
  return symbolOf(submission, call.expression);
}

/** The same of what names a function. */
export function symbolOf({ ts, checker }: CheckedSubmission, expression: ts.Expression): ts.Symbol | undefined {
  const callee = unwrapped(ts, expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const symbol = ts.isMemberName(name) ? checker.getSymbolAtLocation(name) : undefined;
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function functionIn({ ts }: CheckedSubmission, value: ts.Expression): ts.SignatureDeclaration | null {
  const inner = unwrapped(ts, value);
  const code =
    ts.isCallExpression(inner) && inner.arguments[0] !== undefined ? unwrapped(ts, inner.arguments[0]) : inner;
  return ts.isArrowFunction(code) || ts.isFunctionExpression(code) ? code : null;
}
