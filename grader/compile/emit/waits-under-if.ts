import type { CheckedSubmission } from "../checked.ts";
import type { ProgramWaitUnderIf } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { filesWith } from "./files-with.ts";

/** `wait()` of a condition under an `if` whose question no loop asks again: whoever is notified goes on, whatever has become of it. */
export function waitsUnderIf(submission: CheckedSubmission): ProgramWaitUnderIf[] {
  const { ts } = submission;
  const found: ProgramWaitUnderIf[] = [];
  const visit = (node: ts.Node): void => {
    const asked = ts.isAwaitExpression(node) && isConditionWait(submission, node) ? ifAround(submission, node) : null;
    if (asked !== null) found.push({ at: submission.position(asked), wait: submission.position(node) });
    ts.forEachChild(node, visit);
  };
  for (const { source } of filesWith(submission, /\bwait\b/u)) visit(source);
  return found;
}

function isConditionWait({ ts, checker }: CheckedSubmission, node: ts.AwaitExpression): boolean {
  const call = unwrapped(ts, node.expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const { name, expression } = call.expression;
  return name.text === "wait" && checker.getTypeAtLocation(expression).symbol?.name === "Condition";
}

/** The nearest one; null when there is none, or when a loop may ask again. */
function ifAround({ ts }: CheckedSubmission, node: ts.Node): ts.IfStatement | null {
  let asked: ts.IfStatement | null = null;
  for (let inner = node; !ts.isSourceFile(inner.parent); inner = inner.parent) {
    const { parent } = inner;
    if (ts.isIfStatement(parent) && inner !== parent.expression) asked ??= parent;
    const isCounted = ts.isForStatement(parent) && parent.incrementor !== undefined;
    if (ts.isWhileStatement(parent) || ts.isDoStatement(parent) || (ts.isForStatement(parent) && !isCounted))
      return null;
    // What a call is handed there and then, as `with` is, runs in the loop that the call stands in.
    if (ts.isFunctionLike(parent) && !ts.isCallExpression(parent.parent)) break;
  }
  return asked;
}
