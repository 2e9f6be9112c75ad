import type { CheckedSubmission } from "../checked.ts";
import { libraryName } from "../loops/work.ts";
import type { ProgramCancel } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { taskCall } from "./task-methods.ts";
import { filesWith } from "./files-with.ts";

/** Calls of `cancel()` whose answer nobody looks at, each a statement of its own in a block that goes on after it. */
export function cancelsUnheeded(submission: CheckedSubmission): ProgramCancel[] {
  const { ts } = submission;
  const found: ProgramCancel[] = [];
  const visit = (node: ts.Node): void => {
    const call = ts.isExpressionStatement(node) ? taskCall(submission, unwrapped(ts, node.expression)) : null;
    if (call?.method === "cancel" && ts.isBlock(node.parent)) {
      const after = submission.span(node);
      const { endLine, endColumn } = submission.span(node.parent);
      const { file, line, column } = submission.span(call.node);
      found.push({
        at: { file, line, column },
        madeAt: madeAt(submission, call.task),
        then: { file, line: after.endLine, column: after.endColumn, endLine, endColumn },
      });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of filesWith(submission, /\bcancel\b/u)) visit(source);
  return found;
}

/** The `createTask` that gave the constant its value. */
function madeAt(submission: CheckedSubmission, task: ts.Expression): ProgramCancel["madeAt"] {
  const { ts, checker } = submission;
  const declared = ts.isIdentifier(task) ? checker.getSymbolAtLocation(task)?.valueDeclaration : undefined;
  if (declared === undefined || !ts.isVariableDeclaration(declared) || declared.initializer === undefined) return null;
  const made = unwrapped(ts, declared.initializer);
  if (!ts.isCallExpression(made) || libraryName(submission, made) !== "createTask") return null;
  return submission.position(made);
}
