import type { CheckedSubmission } from "../checked.ts";
import { functionAround } from "../loops/loop.ts";
import { awaitsIn } from "../loops/waiting.ts";
import type { ProgramTriedResult } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { taskCall } from "./task-methods.ts";
import { filesWith } from "./files-with.ts";

/** Classes of the errors with which `result()` tells that there is none. */
const telling = /\b(?:InvalidStateError|CancelledError)\b/u;

/**
 * `result()` in a `try` whose `catch` does not tell a task that is not over from one that was cancelled or failed, where nothing has asked or waited before whether it
 * is over.
 */
export function resultsInATry(submission: CheckedSubmission): ProgramTriedResult[] {
  const { ts } = submission;
  const found: ProgramTriedResult[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTryStatement(node) && node.catchClause !== undefined && !telling.test(node.catchClause.getText())) {
      const [asked] = resultsIn(submission, node.tryBlock);
      if (asked !== undefined && !isKnownToBeOver(submission, asked.node, asked.task.getText())) {
        const [at, end] = [submission.span(asked.node), submission.span(node.catchClause)];
        found.push({
          at: { file: at.file, line: at.line, column: at.column },
          caughtAt: { file: end.file, line: end.line, column: end.column },
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of filesWith(submission, /\b(?:result|exception)\b/u)) visit(source);
  return found;
}

function resultsIn(submission: CheckedSubmission, block: ts.Block): NonNullable<ReturnType<typeof taskCall>>[] {
  const { ts } = submission;
  const found: NonNullable<ReturnType<typeof taskCall>>[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || (ts.isTryStatement(node) && node.catchClause !== undefined)) return;
    const call = taskCall(submission, node);
    if (call?.method === "result" || call?.method === "exception") found.push(call);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(block, visit);
  return found;
}

/** Its function has asked `done()` of it, or has waited for something. */
function isKnownToBeOver(submission: CheckedSubmission, asked: ts.Node, task: string): boolean {
  const { ts } = submission;
  const around = functionAround(ts, asked);
  if (awaitsIn(ts, around, true).some((each) => each.getStart() < asked.getStart())) return true;
  const visit = (node: ts.Node): boolean => {
    if (node.getStart() >= asked.getStart() || (node !== around && ts.isFunctionLike(node))) return false;
    const call = taskCall(submission, node);
    if (call?.method === "done" && call.task.getText() === task) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(around);
}
