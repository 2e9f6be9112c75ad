import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ProgramWaitUnderIf } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { filesWith } from "./files-with.ts";

/** `if (…) await condition.wait()`: nothing looks again whether it may go on now. */
export function waitsUnderIf(submission: CheckedSubmission): ProgramWaitUnderIf[] {
  const { ts } = submission;
  const found: ProgramWaitUnderIf[] = [];
  const place = (node: ts.Node): Position => {
    const { file, line, column } = submission.span(node);
    return { file, line, column };
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node) && node.elseStatement === undefined) {
      const wait = onlyWaitIn(submission, node.thenStatement);
      if (wait !== null) found.push({ at: place(node), wait: place(wait) });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of filesWith(submission, /\bwait\b/u)) visit(source);
  return found;
}

/** The last thing that the branch does, so that what comes after the `if` comes after it. */
function onlyWaitIn({ ts, checker }: CheckedSubmission, branch: ts.Statement): ts.AwaitExpression | null {
  const last = ts.isBlock(branch) ? branch.statements.at(-1) : branch;
  const awaited = last !== undefined && ts.isExpressionStatement(last) ? unwrapped(ts, last.expression) : undefined;
  if (awaited === undefined || !ts.isAwaitExpression(awaited)) return null;
  const call = unwrapped(ts, awaited.expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  const { name, expression } = call.expression;
  return name.text === "wait" && checker.getTypeAtLocation(expression).symbol?.name === "Condition" ? awaited : null;
}
