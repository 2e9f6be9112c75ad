import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { libraryName } from "../loops/work.ts";
import { symbolUses } from "./symbol-uses.ts";
import type { ts } from "../typescript.ts";
import { wrapped } from "../unwrapped.ts";

/** A function that returns what it was returned is followed so far. */
const mostDeep = 3;

/**
 * Locks that are made where a function runs and that only this call of it ever sees: `new Lock()` whose variable is used for nothing but `lock.with(…)`
 * and the like. One that is put into a map, a field or a list may be found there by others, and is none of them.
 */
export function freshLocks(submission: CheckedSubmission): Position[] {
  const { ts } = submission;
  const found: Position[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && isLock(submission, node) && isOwn(submission, node, mostDeep)) {
      found.push(submission.position(node));
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function isLock(submission: CheckedSubmission, node: ts.NewExpression): boolean {
  return submission.origins
    .of(node.expression)
    .some((origin) => origin !== "globalThis" && submission.ts.getNameOfDeclaration(origin)?.getText() === "Lock");
}

/** Whether what the expression gives stays with the call that it stands in. */
function isOwn(submission: CheckedSubmission, node: ts.Expression, deep: number): boolean {
  const { ts, checker } = submission;
  const around = ts.findAncestor(node, ts.isFunctionLike);
  if (around === undefined) return false;
  const given = wrapped(ts, node);
  const { parent } = given;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === given;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
    const symbol = checker.getSymbolAtLocation(parent.name);
    const uses = symbol === undefined ? [] : symbolUses(submission, symbol);
    return (
      uses.length > 0 &&
      uses.every((use) => {
        const { parent: of } = use;
        if (ts.isPropertyAccessExpression(of)) return of.expression === use;
        return ts.isReturnStatement(of) && isResultOwn(submission, around, deep);
      })
    );
  }
  const isResult = ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === given);
  return isResult && isResultOwn(submission, around, deep);
}

/** Whether what a function returns stays with each of its callers. */
function isResultOwn(submission: CheckedSubmission, code: ts.SignatureDeclaration, deep: number): boolean {
  const { ts } = submission;
  if (deep === 0) return false;
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && libraryName(submission, node) === null && codeOf(submission, node) === code)
      calls.push(node);
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return calls.length > 0 && calls.every((call) => isOwn(submission, call, deep - 1));
}
