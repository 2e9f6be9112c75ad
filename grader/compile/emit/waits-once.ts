import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ProgramWaitOnce } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** `wait()` of a condition under an `if` whose question no loop asks again: whoever is notified goes on, whatever has become of it. */
export function waitsOnce(submission: CheckedSubmission): ProgramWaitOnce[] {
  const { ts } = submission;
  const found: ProgramWaitOnce[] = [];
  const place = (node: ts.Node): Position => {
    const { file, line, column } = submission.span(node);
    return { file, line, column };
  };
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) && isConditionWait(submission, node)) {
      const test = questionOf(submission, node);
      if (test !== null) found.push({ at: place(node), asks: place(test) });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function isConditionWait({ ts, checker }: CheckedSubmission, node: ts.AwaitExpression): boolean {
  const call = unwrapped(ts, node.expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const { name, expression } = call.expression;
  return name.text === "wait" && checker.getTypeAtLocation(expression).symbol?.name === "Condition";
}

/** What is asked before it, once; null when nothing is, or when a loop may ask again. */
function questionOf({ ts }: CheckedSubmission, node: ts.Node): ts.Expression | null {
  let question: ts.Expression | null = null;
  for (let inner = node; !ts.isSourceFile(inner.parent); inner = inner.parent) {
    const { parent } = inner;
    if (ts.isIfStatement(parent) && inner !== parent.expression) question ??= parent.expression;
    const isCounted = ts.isForStatement(parent) && parent.incrementor !== undefined;
    if (ts.isWhileStatement(parent) || ts.isDoStatement(parent) || (ts.isForStatement(parent) && !isCounted))
      return null;
    // What a call is handed there and then, as `with` is, runs in the loop that the call stands in.
    if (ts.isFunctionLike(parent) && !ts.isCallExpression(parent.parent)) break;
  }
  return question;
}
