import type { CheckedSubmission } from "../checked.ts";
import type { ProgramRunner } from "../program-text.ts";
import type { ts } from "../typescript.ts";

/** By what the tasks are known that run this function. */
export function runnerOf(submission: CheckedSubmission, code: ts.SignatureDeclaration): ProgramRunner {
  const { ts } = submission;
  const call = code.parent;
  const { file, line, column } = submission.span(call);
  return { inside: nameOf(submission, code), madeAt: ts.isCallExpression(call) ? { file, line, column } : null };
}

/** As a task of it is called. */
function nameOf({ ts }: CheckedSubmission, code: ts.SignatureDeclaration): string | null {
  if (code.name !== undefined) return code.name.getText();
  const node = ts.isCallExpression(code.parent) ? code.parent.parent : code.parent;
  const holds = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node);
  return holds ? node.name.getText() : null;
}
