import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { rootName } from "../loops/names.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Methods whose callback runs once for each item. */
const EACH = new Set(["map", "forEach", "flatMap"]);

/**
 * `list.push(…)` in a callback of `then` that is set up again and again (in a loop, or for each item of a list), for one list outside of that: what is
 * ready first comes first.
 */
export function thenAppends(submission: CheckedSubmission): Position[] {
  const { ts } = submission;
  const found: Position[] = [];
  const visit = (node: ts.Node): void => {
    const round = isThen(submission, node) ? roundAround(submission, node) : undefined;
    const callback =
      round === undefined ? undefined : writtenOut(submission, (node as ts.CallExpression).arguments[0]!);
    const push = callback === undefined || round === undefined ? null : pushIn(submission, callback, round);
    if (push !== null) {
      found.push(submission.position(push));
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function isThen({ ts }: CheckedSubmission, node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "then" &&
    node.arguments.length > 0
  );
}

/** The loop, or the callback that is run for each item; a loop that waits itself takes one after the other. */
function roundAround({ ts }: CheckedSubmission, node: ts.Node): ts.Node | undefined {
  for (let each = node; !ts.isSourceFile(each.parent); each = each.parent) {
    if (ts.isAwaitExpression(each.parent) || ts.isReturnStatement(each.parent)) {
      const loop = ts.findAncestor(each, (outer) => ts.isFunctionLike(outer) || ts.isIterationStatement(outer, false));
      if (loop !== undefined && ts.isIterationStatement(loop, false)) return undefined;
    }
    if (ts.isIterationStatement(each, false)) return each;
    const call = each.parent;
    if (!ts.isFunctionLike(each)) continue;
    const isRound =
      ts.isCallExpression(call) &&
      ts.isPropertyAccessExpression(call.expression) &&
      EACH.has(call.expression.name.text) &&
      call.arguments[0] === each;
    return isRound ? each : undefined;
  }
  return undefined;
}

/** A function as it is written, also under a name of its own. */
function writtenOut({ ts, checker }: CheckedSubmission, given: ts.Expression): ts.Node | undefined {
  const inner = unwrapped(ts, given);
  const declared = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner)?.valueDeclaration : inner;
  const code = declared !== undefined && ts.isVariableDeclaration(declared) ? declared.initializer : declared;
  return code !== undefined && ts.isFunctionLike(code) ? code : undefined;
}

function pushIn(submission: CheckedSubmission, callback: ts.Node, round: ts.Node): ts.Node | null {
  const { ts } = submission;
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (node !== callback && ts.isFunctionLike(node)) return undefined;
    const isPush =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "push" &&
      isOutside(submission, node.expression.expression, callback, round);
    return isPush ? node : ts.forEachChild(node, visit);
  };
  return visit(callback) ?? null;
}

function isOutside(submission: CheckedSubmission, list: ts.Expression, ...codes: readonly ts.Node[]): boolean {
  const name = rootName(submission, list);
  if (name === undefined) return false;
  if (name === "this") return true;
  return (name.declarations ?? []).every((each) => codes.every((code) => each.pos < code.pos || each.end > code.end));
}
