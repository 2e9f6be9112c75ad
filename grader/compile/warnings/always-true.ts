import { awaitableKinds } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import { awaitOf, excerpt } from "../errors/type-error.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Methods of lists that ask their callback yes or no. */
const ASKING = new Set(["filter", "some", "every", "find", "findIndex", "findLast", "findLastIndex"]);

/**
 * Promises where a yes or no is meant and the checker is silent: `while (ready())`, `!ready()`, and callbacks of filter and the
 * like that are async. A promise is never false.
 */
export function alwaysTrue(submission: CheckedSubmission): Diagnostic[] {
  const { ts, checker } = submission;
  const found: Diagnostic[] = [];
  const isPromise = (type: ts.Type): boolean => !type.isUnion() && awaitableKinds(submission, type).size > 0;
  const asked = (node: ts.Expression | undefined): void => {
    if (node === undefined || mayBeEmpty(submission, node) || !isPromise(checker.getTypeAtLocation(node))) return;
    const message = `\`${excerpt(node)}\` is not awaited, and a promise always counts as true.`;
    found.push(submission.diagnostic(node, "warning", "missing-await", message, `${awaitOf(node)}.`));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isWhileStatement(node) || ts.isDoStatement(node)) asked(node.expression);
    if (ts.isForStatement(node)) asked(node.condition);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) asked(node.operand);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const [callback] = node.arguments;
      const isAsked = ASKING.has(name.text) && checker.isArrayLikeType(checker.getTypeAtLocation(expression));
      const signatures = isAsked && callback ? checker.getTypeAtLocation(callback).getCallSignatures() : [];
      if (callback !== undefined && signatures.some((signature) => isPromise(signature.getReturnType()))) {
        const message = `${name.text} does not wait for its callback, and a promise always counts as true.`;
        const hint = `Get all the answers first, with gather or Promise.all, and then call ${name.text}.`;
        found.push(submission.diagnostic(callback, "warning", "async-condition", message, hint));
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** What was taken out of a list or a set, where there may be none, or is given its value later: whatever the checker says. */
function mayBeEmpty({ ts, checker }: CheckedSubmission, node: ts.Expression): boolean {
  const inner = unwrapped(ts, node);
  if (ts.isElementAccessExpression(inner)) return true;
  const declared = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner)?.valueDeclaration : undefined;
  if (declared === undefined) return false;
  if (ts.isBindingElement(declared)) return ts.isArrayBindingPattern(declared.parent);
  const isOfLoop = ts.isForOfStatement(declared.parent.parent);
  return ts.isVariableDeclaration(declared) && declared.initializer === undefined && !isOfLoop;
}
