import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** A call of a task's method: `task.done()`. */
export interface TaskCall {
  readonly node: ts.CallExpression;
  readonly method: string;
  readonly task: ts.Expression;
}

const asked = new Set(["done", "cancelled", "result", "exception", "cancel"]);

/** Null for all other code, classes of the submission's own with methods of these names included. */
export function taskCall(submission: CheckedSubmission, node: ts.Node): TaskCall | null {
  const { ts, checker } = submission;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  if (!asked.has(node.expression.name.text)) return null;
  const task = unwrapped(ts, node.expression.expression);
  const { symbol } = checker.getTypeAtLocation(task);
  const isOwn = symbol?.declarations?.some((each) => submission.fileOf(each) !== undefined) ?? true;
  if (isOwn || (symbol.name !== "Task" && symbol.name !== "Future")) return null;
  return { node, method: node.expression.name.text, task };
}

/** The call itself, or the one that gave a constant its value. */
export function taskCallBehind(submission: CheckedSubmission, node: ts.Expression): TaskCall | null {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  if (!ts.isIdentifier(inner)) return taskCall(submission, inner);
  const declared = checker.getSymbolAtLocation(inner)?.valueDeclaration;
  const isConstant =
    declared !== undefined &&
    ts.isVariableDeclaration(declared) &&
    declared.initializer !== undefined &&
    (declared.parent.flags & ts.NodeFlags.Const) !== 0;
  return isConstant ? taskCall(submission, unwrapped(ts, declared.initializer)) : null;
}
