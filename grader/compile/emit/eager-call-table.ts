import type { CheckedSubmission } from "../checked.ts";
import { calleeOf, codeOf } from "../loops/code-of.ts";
import { isAsync, isWaiting } from "../loops/waiting.ts";
import { functionAround } from "../loops/loop.ts";
import { spanOf } from "../place.ts";
import type { ProgramEagerCall } from "../program-awaits.ts";
import type { ts } from "../typescript.ts";

/** Calls of a file beyond these are not looked at. */
const mostCalls = 300;

/**
 * Calls of the submission's own async functions that nothing waits for where they stand: each starts there, as part of the task that
 * calls. A coroutine starts nothing when it is called, and is none of them.
 */
export function eagerCallTable(submission: CheckedSubmission): ProgramEagerCall[] {
  const { ts } = submission;
  const found: ProgramEagerCall[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && found.length < mostCalls && !isPassedOn(submission, node)) {
      const code = codeOf(submission, node);
      const home = code && submission.fileOf(code);
      if (code && home && isAsync(ts, code) && isPromise(submission, node)) {
        const { file, line, column } = submission.span(node);
        const around = functionAround(ts, node);
        const own = submission.fileOf(around);
        const name = calleeOf(submission, node)?.name;
        found.push({
          at: { file, line, column },
          body: spanOf(ts, home, code),
          ...(name === undefined ? {} : { name }),
          ...(own === undefined || ts.isSourceFile(around) ? {} : { around: spanOf(ts, own, around) }),
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) ts.forEachChild(source, visit);
  return found;
}

/** Awaited at once, or given as the result of an async function, which whoever called that one waits for. */
function isPassedOn({ ts }: CheckedSubmission, call: ts.CallExpression): boolean {
  let node: ts.Node = call;
  while (ts.isParenthesizedExpression(node.parent) || ts.isAsExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (isWaiting(ts, parent)) return true;
  const isResult = ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node);
  const around = isResult && functionAround(ts, call);
  return around !== false && isAsync(ts, around);
}

function isPromise({ checker }: CheckedSubmission, call: ts.CallExpression): boolean {
  return checker.getTypeAtLocation(call).symbol?.name === "Promise";
}
