import type { CheckedSubmission } from "../checked.ts";
import type { ProgramUnthrown } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Errors that are made and not thrown: `new Error("…");`, and those that a function returns. */
export function unthrownTable(submission: CheckedSubmission): ProgramUnthrown[] {
  const { ts } = submission;
  const found: ProgramUnthrown[] = [];
  const visit = (node: ts.Node): void => {
    const how = ts.isExpressionStatement(node) ? "dropped" : ts.isReturnStatement(node) ? "returned" : null;
    const made = how === null ? undefined : (node as ts.ExpressionStatement | ts.ReturnStatement).expression;
    if (how !== null && made !== undefined && makesError(submission, made)) {
      const { file, line, column } = submission.span(made);
      found.push({ at: { file, line, column }, name: unwrapped(ts, made).getChildAt(1).getText(), how });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** `new` of Error or of a class that extends it. */
export function makesError({ ts, checker }: CheckedSubmission, node: ts.Expression): boolean {
  const made = unwrapped(ts, node);
  if (!ts.isNewExpression(made)) return false;
  const isError = (type: ts.Type): boolean =>
    type.symbol?.name === "Error" || (type.isClassOrInterface() && checker.getBaseTypes(type).some(isError));
  return isError(checker.getTypeAtLocation(made));
}
