import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { codeOf } from "./code-of.ts";
import { functionAround, loopsAround } from "./loop.ts";

const known = new WeakMap<ts.Node, boolean>();

/** It stands in a loop, or in a function that calls itself. */
export function comesAgain(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  if (loopsAround(ts, node).length > 0) return true;
  const around = functionAround(ts, node);
  if (ts.isSourceFile(around)) return false;
  let calls = known.get(around);
  if (calls === undefined) known.set(around, (calls = callsItself(submission, around)));
  return calls;
}

function callsItself(submission: CheckedSubmission, code: ts.Node): boolean {
  const { ts } = submission;
  const visit = (node: ts.Node): boolean =>
    (ts.isCallExpression(node) && codeOf(submission, node) === code) ||
    (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(code);
}
