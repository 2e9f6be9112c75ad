import { awaitableKinds, elementType } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";
import { goesOn } from "./goes-on.ts";
import { unwrapped } from "../unwrapped.ts";

/** Ways in which a task of this submission may come to be cancelled. */
const CANCELLING = new Set(["cancel", "timeout", "timeoutAt", "waitFor", "taskGroup"]);

/**
 * A `catch` around an await that ends every error the same way also ends a cancel: the task goes on as if nobody had asked it to
 * stop. Said only in submissions that cancel something, and where the task waits for anything after that.
 */
export function swallowedCancels(submission: CheckedSubmission): Diagnostic[] {
  const { ts } = submission;
  if (!cancelsSomething(submission)) return [];
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTryStatement(node) && node.catchClause !== undefined) {
      const { block } = node.catchClause;
      const handles = contains(submission, block, (inner) => isRethrow(submission, inner));
      const waits = contains(submission, node.tryBlock, ts.isAwaitExpression);
      const isOver = !contains(submission, block, ts.isAwaitExpression) && !goesOn(submission, node);
      const others = contains(submission, node.tryBlock, (inner) => awaitsOthers(submission, inner));
      if (waits && !handles && !others && !isOver) {
        const [message, hint] = tidiesUp(submission, node) ? ofTidying : ofOthers;
        const at = node.catchClause.getFirstToken() ?? node.catchClause;
        found.push(submission.diagnostic(at, "warning", "swallowed-cancel", message, hint));
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

const ofOthers = [
  "This catch also catches the CancelledError of a cancel, so the task goes on as if there had been none.",
  "Which errors is it there for, and what has to become of this one for the task to stop?",
] as const;

const ofTidying = [
  "This catch also catches the CancelledError of a cancel, and what it waits for is done then, too.",
  "If that has to be done when the task is stopped, does the error go further afterward? If not, let it pass at once.",
] as const;

/** Waits in the catch for something, and tries nothing again: that may be what has to be done in the end, also by who is stopped. */
function tidiesUp(submission: CheckedSubmission, node: ts.TryStatement): boolean {
  const { ts } = submission;
  const around = ts.findAncestor(
    node.parent,
    (outer) => ts.isFunctionLike(outer) || ts.isIterationStatement(outer, false),
  );
  const isInLoop = around !== undefined && ts.isIterationStatement(around, false);
  return !isInLoop && contains(submission, node.catchClause!.block, ts.isAwaitExpression);
}

/** Waiting for a task, a group or a deadline: there a failure of that is what one wants to catch. */
function awaitsOthers(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts, checker } = submission;
  if (!ts.isAwaitExpression(node)) return false;
  const kinds = new Set(
    [node.expression, ...gathered(submission, node.expression)].flatMap((each) => {
      const type = checker.getTypeAtLocation(each);
      return [...awaitableKinds(submission, elementType(submission, type) ?? type)];
    }),
  );
  return kinds.has("task") || kinds.has("future") || isCancelling(submission, unwrapped(ts, node.expression));
}

/** What is waited for by way of `Promise.all(tasks)` and the like. */
function gathered({ ts }: CheckedSubmission, node: ts.Expression): readonly ts.Expression[] {
  const call = unwrapped(ts, node);
  return ts.isCallExpression(call) && /^Promise\.(?:all|allSettled|any|race)$/.test(call.expression.getText())
    ? call.arguments
    : [];
}

function isRethrow(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  return ts.isThrowStatement(node) || (ts.isIdentifier(node) && /^(?:CancelledError|cancelled)$/.test(node.text));
}

function cancelsSomething(submission: CheckedSubmission): boolean {
  return submission.files.some(({ source }) => contains(submission, source, (node) => isCancelling(submission, node)));
}

function isCancelling(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  if (!ts.isCallExpression(node)) return false;
  return submission.origins
    .of(node.expression)
    .some(
      (origin) =>
        origin !== "globalThis" &&
        origin.getSourceFile().fileName.endsWith("/chronograde.d.ts") &&
        CANCELLING.has(ts.getNameOfDeclaration(origin)?.getText() ?? ""),
    );
}

/** Functions inside count for a whole file, not for a `try`: what they await fails elsewhere. */
function contains(submission: CheckedSubmission, node: ts.Node, wanted: (node: ts.Node) => boolean): boolean {
  const { ts } = submission;
  const visit = (inner: ts.Node): boolean => {
    if (wanted(inner)) return true;
    if (ts.isBlock(node) && ts.isFunctionLike(inner)) return false;
    return ts.forEachChild(inner, (child) => visit(child) || undefined) ?? false;
  };
  return visit(node);
}
