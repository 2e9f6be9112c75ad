import type { CheckedSubmission } from "../checked.ts";
import type { LoadedFile } from "../project.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/**
 * Where a file throws or rejects with what is not surely an Error: `throw "text"`, `Promise.reject(null)`, `reject({ code: 1 })`. Only an
 * Error knows where it was made, so the emitted code notes the place. A few too many do no harm, since noting changes nothing.
 */
export function placelessThrows(
  submission: CheckedSubmission,
  { source }: LoadedFile,
): ReadonlySet<ts.ThrowStatement | ts.CallExpression> {
  const { ts } = submission;
  const found = new Set<ts.ThrowStatement | ts.CallExpression>();
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node)) {
      if (!isCaught(submission, node.expression) && !isSurelyError(submission, node.expression)) found.add(node);
    } else if (ts.isCallExpression(node) && rejects(submission, node)) found.add(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What is thrown on has its place already, and that was the first one. */
function isCaught(submission: CheckedSubmission, thrown: ts.Expression): boolean {
  const { ts } = submission;
  const name = unwrapped(ts, thrown);
  if (!ts.isIdentifier(name)) return false;
  const declaration = submission.checker.getSymbolAtLocation(name)?.valueDeclaration;
  return declaration !== undefined && ts.isCatchClause(declaration.parent);
}

function isSurelyError(submission: CheckedSubmission, thrown: ts.Expression): boolean {
  const { checker, ts } = submission;
  const type = checker.getTypeAtLocation(thrown);
  const each = type.isUnion() ? type.types : [type];
  return each.every((one) => (one.flags & ts.TypeFlags.Any) === 0 && one.getProperty("stack") !== undefined);
}

/** `Promise.reject(x)`, `reject(x)`, and whatever an executor's second parameter is called. */
function rejects(submission: CheckedSubmission, { expression, arguments: [reason] }: ts.CallExpression): boolean {
  const { ts } = submission;
  if (reason === undefined || ts.isSpreadElement(reason)) return false;
  const isReject = ts.isPropertyAccessExpression(expression)
    ? expression.name.text === "reject"
    : ts.isIdentifier(expression) && (expression.text === "reject" || isExecutorsSecond(submission, expression));
  return isReject && !isSurelyError(submission, reason);
}

function isExecutorsSecond(submission: CheckedSubmission, name: ts.Identifier): boolean {
  const { ts } = submission;
  const parameter = submission.checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (parameter === undefined || !ts.isParameter(parameter)) return false;
  const executor = parameter.parent;
  if (!ts.isArrowFunction(executor) && !ts.isFunctionExpression(executor)) return false;
  return executor.parameters[1] === parameter && ts.isNewExpression(executor.parent);
}
