import type { CheckedSubmission } from "../checked.ts";
import { functionAround, loopsAround } from "../loops/loop.ts";
import { awaitsIn } from "../loops/waiting.ts";
import { libraryName } from "../loops/work.ts";
import type { ProgramEarlyDone } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** `taskDone()` that stands before an await of the same round, so that `join()` may end while that goes on. */
export function earlyDones(submission: CheckedSubmission): ProgramEarlyDone[] {
  const { ts } = submission;
  const found: ProgramEarlyDone[] = [];
  const joins: ts.AwaitExpression[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) && queueOf(submission, node.expression, "join") !== null) joins.push(node);
    ts.forEachChild(node, collect);
  };
  for (const { source } of submission.files) collect(source);
  if (joins.length === 0) return [];
  const visit = (node: ts.Node): void => {
    const queue = ts.isCallExpression(node) ? queueOf(submission, node, "taskDone") : null;
    if (queue !== null) {
      const round = loopsAround(ts, node)[0]?.statement ?? functionAround(ts, node);
      const awaits = awaitsIn(ts, round, true).filter(
        (each) =>
          each.getStart() > node.getEnd() && !takesFrom(submission, each, queue) && !isPause(submission, each, round),
      );
      const own = joins.filter((join) => queueOf(submission, join.expression, "join") === queue);
      // One that a function is handed may have another name there.
      const ended = own.length === 0 && joins.length === 1 ? joins : own;
      if (awaits.length > 0)
        found.push({
          at: submission.position(node),
          awaits: awaits.map((node) => submission.position(node)),
          joins: ended.map((node) => submission.position(node)),
        });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** What holds the queue in `queue.taskDone()`: its variable or field; null for all other code. */
function queueOf({ ts, checker }: CheckedSubmission, node: ts.Expression, method: string): ts.Symbol | null {
  const call = unwrapped(ts, node);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  if (call.expression.name.text !== method) return null;
  const holder = unwrapped(ts, call.expression.expression);
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(holder) ? holder.name : holder) ?? null;
}

/** A sleep that nothing of the round comes after. */
function isPause(submission: CheckedSubmission, node: ts.Node, round: ts.Node): boolean {
  const { ts } = submission;
  const call = ts.isAwaitExpression(node) ? unwrapped(ts, node.expression) : undefined;
  const isSleep = call !== undefined && ts.isCallExpression(call) && libraryName(submission, call) === "sleep";
  return isSleep && ts.isBlock(round) && round.statements.at(-1) === node.parent;
}

/** The wait for the next item belongs to the next round. */
function takesFrom(submission: CheckedSubmission, node: ts.Node, queue: ts.Symbol): boolean {
  return submission.ts.isAwaitExpression(node) && queueOf(submission, node.expression, "get") === queue;
}
