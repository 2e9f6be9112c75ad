import type { CheckedSubmission } from "../checked.ts";
import { makesError } from "../emit/unthrown-table.ts";
import { excerpt } from "../errors/type-error.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** `task.cancel;` without the call, and `post.title;` where `return post.title;` was meant. */
export function withoutEffect(submission: CheckedSubmission): Diagnostic[] {
  const { ts, checker } = submission;
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    const inner = ts.isExpressionStatement(node) ? unwrapped(ts, node.expression) : null;
    if (inner !== null && ts.isPropertyAccessExpression(inner) && exists(submission, inner)) {
      const shown = excerpt(inner);
      const isFunction = checker.getTypeAtLocation(inner).getCallSignatures().length > 0;
      const [code, message, hint] = isFunction
        ? ["uncalled", `\`${shown}\` is a function that is never called.`, `Call it: \`${shown}(…)\`.`]
        : [
            "no-effect",
            `This line only reads \`${shown}\` and does nothing with it.`,
            "Is a `return` missing in front of it?",
          ];
      found.push(submission.diagnostic(inner, "warning", code, message, hint));
    }
    if (ts.isExpressionStatement(node) && makesError(submission, node.expression)) {
      const message = "This error is made and never thrown.";
      found.push(
        submission.diagnostic(node.expression, "warning", "no-effect", message, "Is a `throw` missing in front of it?"),
      );
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** A property that does not exist is an error already. */
function exists({ ts, checker }: CheckedSubmission, node: ts.PropertyAccessExpression): boolean {
  const isOpen = (checker.getTypeAtLocation(node.expression).flags & ts.TypeFlags.Any) !== 0;
  return isOpen || checker.getSymbolAtLocation(node.name) !== undefined;
}
