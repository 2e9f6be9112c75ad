import type { CheckedSubmission } from "../checked.ts";
import { functionAround } from "../loops/loop.ts";
import { awaitsIn } from "../loops/waiting.ts";
import type { ProgramAskedLast } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { taskCallBehind, type TaskCall } from "./task-methods.ts";
import { filesWith } from "./files-with.ts";

/** `cancelled()` that decides only about a task of which `done()` has just said no: there it is always false. */
export function cancelledAskedLast(submission: CheckedSubmission): ProgramAskedLast[] {
  const { ts } = submission;
  const found: ProgramAskedLast[] = [];
  const visit = (node: ts.Node): void => {
    const asked = conditionOf(submission, node);
    if (asked !== null) {
      const before = doneBefore(submission, node, asked);
      if (before !== null)
        found.push({ done: submission.position(before), cancelled: submission.position(asked.node) });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of filesWith(submission, /\bcancelled\b/u)) visit(source);
  return found;
}

/** What a branch asks, when that is `cancelled()`. */
function conditionOf(submission: CheckedSubmission, node: ts.Node): TaskCall | null {
  const { ts } = submission;
  const condition = ts.isIfStatement(node)
    ? node.expression
    : ts.isConditionalExpression(node)
      ? node.condition
      : undefined;
  if (condition === undefined) return null;
  const plain = unwrapped(ts, condition);
  const isNot = ts.isPrefixUnaryExpression(plain) && plain.operator === ts.SyntaxKind.ExclamationToken;
  const call = taskCallBehind(submission, isNot ? plain.operand : plain);
  return call?.method === "cancelled" ? call : null;
}

/** The `done()` of the same task that was false wherever the branch is come to, with nothing waited for since. */
function doneBefore(submission: CheckedSubmission, branch: ts.Node, asked: TaskCall): ts.Node | null {
  const { ts } = submission;
  for (const [condition, truth] of knownAt(submission, branch)) {
    const done = notDone(submission, condition, truth, asked.task.getText());
    if (done === null) continue;
    const since = awaitsIn(ts, functionAround(ts, branch), true).filter(
      (each) => each.getStart() > done.getStart() && each.getStart() < asked.node.getStart(),
    );
    return since.length === 0 ? done : null;
  }
  return null;
}

/** Conditions of its own function that lead to the node, with what they were. */
function knownAt({ ts }: CheckedSubmission, node: ts.Node): (readonly [ts.Expression, boolean])[] {
  const found: (readonly [ts.Expression, boolean])[] = [];
  for (let inner = node; !ts.isFunctionLike(inner) && !ts.isSourceFile(inner); inner = inner.parent) {
    const { parent } = inner;
    if (ts.isIfStatement(parent) && inner !== parent.expression)
      found.push([parent.expression, inner === parent.thenStatement]);
    if (ts.isConditionalExpression(parent) && inner !== parent.condition)
      found.push([parent.condition, inner === parent.whenTrue]);
    if (!ts.isBlock(parent) && !ts.isSourceFile(parent)) continue;
    for (const each of parent.statements) {
      if (each === inner) break;
      if (ts.isIfStatement(each) && each.elseStatement === undefined && leaves(ts, each.thenStatement))
        found.push([each.expression, false]);
    }
  }
  return found;
}

function leaves(ts: CheckedSubmission["ts"], statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) ||
      ts.isThrowStatement(last) ||
      ts.isContinueStatement(last) ||
      ts.isBreakStatement(last))
  );
}

/** The `done()` of a task that must have said no for the condition to be so; null when there is none. */
function notDone(
  submission: CheckedSubmission,
  condition: ts.Expression,
  truth: boolean,
  task: string,
): ts.Node | null {
  const { ts } = submission;
  const inner = unwrapped(ts, condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken)
    return notDone(submission, inner.operand, !truth, task);
  const { AmpersandAmpersandToken, BarBarToken } = ts.SyntaxKind;
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === (truth ? AmpersandAmpersandToken : BarBarToken))
    return notDone(submission, inner.left, truth, task) ?? notDone(submission, inner.right, truth, task);
  const call = truth ? null : taskCallBehind(submission, inner);
  return call?.method === "done" && call.task.getText() === task ? call.node : null;
}
