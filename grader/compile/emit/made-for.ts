import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { functionAround, isWithin, loopsAround } from "../loops/loop.ts";
import { libraryName } from "../loops/work.ts";
import type { ProgramMadeFor } from "../program-text.ts";
import type { ts } from "../typescript.ts";

/** Calls in calls are followed so far. */
const mostFollowed = 5;

/**
 * Calls of `createTask` in functions that are called in one place only: that place decides how many tasks are made. What stands in a loop, or in a function
 * that is handed to another as it is written, decides that itself.
 */
export function madeFor(submission: CheckedSubmission): ProgramMadeFor[] {
  const { ts } = submission;
  const makings: ts.CallExpression[] = [];
  const calls = new Map<ts.Node, ts.CallExpression[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      if (libraryName(submission, node) === "createTask") makings.push(node);
      const code = codeOf(submission, node);
      if (code !== null) calls.set(code, [...(calls.get(code) ?? []).slice(0, 1), node]);
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return makings.flatMap((making) => {
    let place: ts.CallExpression = making;
    for (let left = mostFollowed; left > 0 && loopsAround(ts, place).length === 0; left--) {
      const around = functionAround(ts, place);
      const [only, ...others] = calls.get(around) ?? [];
      if (only === undefined || others.length > 0 || isWithin(only, around)) break;
      place = only;
    }
    if (place === making) return [];
    const { file, line, column } = submission.span(place);
    return [{ call: submission.span(making), from: { file, line, column } }];
  });
}
