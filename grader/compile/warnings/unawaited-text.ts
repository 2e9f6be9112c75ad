import { awaitableKinds, elementType } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import { excerpt } from "../errors/type-error.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/**
 * Promises, and what a forgotten `return` leaves, where the checker accepts anything: in a template text, beside a text with `+`,
 * given to console; and awaits that wait for nothing, because a function was not called or a list of promises is no promise.
 */
export function promisesAsText(submission: CheckedSubmission): Diagnostic[] {
  const { ts, checker } = submission;
  const found: Diagnostic[] = [];
  const shownRaw = (node: ts.Expression, inText = true): void => {
    const type = checker.getTypeAtLocation(node);
    const kinds = awaitableKinds(submission, type);
    const shown = excerpt(node);
    if (inText && kinds.has("task")) {
      const message = `\`${shown}\` is a task, so this shows the task and not its value.`;
      const hint = "Await the task to get its value.";
      found.push(submission.diagnostic(node, "warning", "missing-await", message, hint));
    }
    if (type.flags & ts.TypeFlags.Void) {
      const message = `\`${shown}\` returns nothing, so this shows undefined.`;
      const hint = "Is a `return` missing in that function?";
      found.push(submission.diagnostic(node, "warning", "missing-return", message, hint));
    }
    if (!kinds.has("coroutine") && !kinds.has("promise")) return;
    found.push(
      submission.diagnostic(
        node,
        "warning",
        "missing-await",
        `\`${shown}\` is not awaited, so this shows the promise and not its value.`,
        `Write \`await ${shown}\`.`,
      ),
    );
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateSpan(node)) shownRaw(node.expression);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      shownRaw(node.left);
      shownRaw(node.right);
    }
    if (ts.isCallExpression(node) && isConsoleCall(submission, node)) {
      for (const argument of node.arguments) {
        const inner = unwrapped(ts, argument);
        if (ts.isCallExpression(inner) || ts.isAwaitExpression(inner)) shownRaw(argument, false);
      }
    }
    if (ts.isAwaitExpression(node)) found.push(...idleAwait(submission, node));
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function isConsoleCall(submission: CheckedSubmission, call: ts.CallExpression): boolean {
  const { ts, checker } = submission;
  return (
    ts.isPropertyAccessExpression(call.expression) &&
    checker.getTypeAtLocation(call.expression.expression).symbol?.name === "Console"
  );
}

function idleAwait(submission: CheckedSubmission, node: ts.AwaitExpression): Diagnostic[] {
  const { checker } = submission;
  const type = checker.getTypeAtLocation(node.expression);
  const shown = excerpt(node.expression);
  if (awaitableKinds(submission, type).size > 0) return [];
  const returned = type.getCallSignatures()[0]?.getReturnType();
  if (returned !== undefined && awaitableKinds(submission, returned).size > 0) {
    const message = `\`${shown}\` is a function that is never called, so this waits for nothing.`;
    return [submission.diagnostic(node, "warning", "uncalled", message, `Call it: \`await ${shown}(…)\`.`)];
  }
  const element = elementType(submission, type);
  const kinds = element === undefined ? [] : [...awaitableKinds(submission, element)];
  if (kinds.length === 0) return [];
  const message = "await does not wait for what is in a list.";
  const all = kinds.every((kind) => kind === "promise" || kind === "thenable") ? "Promise.all" : "gather";
  const hint = `Await each of them in turn where one has to follow the other, or all of them with \`await ${all}(…)\`.`;
  return [submission.diagnostic(node, "warning", "awaited-list", message, hint)];
}
