import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { awaitedValues, type AwaitedValues } from "./awaited-values.ts";
import { dependencies } from "./independence.ts";
import { isWithin } from "./loop.ts";
import { declaredBy, type Name } from "./names.ts";
import { isAsync, isWaiting, type Waiting } from "./waiting.ts";
import { startsWork } from "./work.ts";

/**
 * The await in a function that calls itself for the rest of its work, when the rest does not need what was awaited:
 * `const first = await load(ids[0]); return [first, ...(await all(ids.slice(1)))];`. Not: a retry, which calls itself because
 * something failed; pages, whose next call takes what the last one gave; a search, which ends when it has found something.
 */
export function workBeforeItself(submission: CheckedSubmission, node: ts.SignatureDeclaration): ts.Node | null {
  const { ts } = submission;
  const body = "body" in node ? (node.body as ts.Node | undefined) : undefined;
  if (body === undefined || !isAsync(ts, node)) return null;
  const own = ownSymbol(submission, node);
  const self = own && ownNodes(ts, body).find((inner) => isCallOf(submission, inner, own));
  if (self === undefined || !ts.isCallExpression(self)) return null;
  const values = awaitedValues(submission, body);
  if (isInCatch(ts, self, body) || isDecidedBy(submission, body, self, values)) return null;
  const isWork = (inner: ts.Node): inner is Waiting =>
    isWaiting(ts, inner) &&
    inner.pos < self.pos &&
    !isWithin(self, inner) &&
    isOnTheWayTo(ts, inner, self, body) &&
    startsWork(submission, inner.expression, body) &&
    isForItsTurn(submission, inner, { node, body, self, values });
  return ownNodes(ts, body).find(isWork) ?? null;
}

interface Recursion {
  readonly node: ts.SignatureDeclaration;
  readonly body: ts.Node;
  readonly self: ts.CallExpression;
  readonly values: AwaitedValues;
}

/** The work differs from call to call, by parameters that the function gives itself without having waited for them. */
function isForItsTurn(submission: CheckedSubmission, work: Waiting, { node, body, self, values }: Recursion): boolean {
  const needs = dependencies(submission, work.expression, { whole: node, body });
  if ([...needs].some((name) => values.names.has(name))) return false;
  const used = node.parameters.flatMap(({ name }, index) =>
    declaredBy(submission, name).some((each: Name) => needs.has(each)) ? [self.arguments[index]] : [],
  );
  const given = used.filter((argument) => argument !== undefined);
  return given.length > 0 && !given.some((argument) => values.reach(argument));
}

/** The nodes of a function's body, those of functions inside it left out, in the order of the text. */
function ownNodes(ts: CheckedSubmission["ts"], body: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The name by which a function calls itself: its own, or that of the variable that holds it. */
function ownSymbol(submission: CheckedSubmission, node: ts.SignatureDeclaration): ts.Symbol | undefined {
  const { ts, checker } = submission;
  if (node.name !== undefined) return checker.getSymbolAtLocation(node.name);
  let outer: ts.Node = node.parent;
  while (ts.isCallExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isVariableDeclaration(outer) ? checker.getSymbolAtLocation(outer.name) : undefined;
}

function isCallOf(submission: CheckedSubmission, node: ts.Node, own: ts.Symbol): node is ts.CallExpression {
  const { ts, checker } = submission;
  if (!ts.isCallExpression(node)) return false;
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  return checker.getSymbolAtLocation(name) === own;
}

function isInCatch(ts: CheckedSubmission["ts"], node: ts.Node, body: ts.Node): boolean {
  for (let inner = node; inner !== body; inner = inner.parent) if (ts.isCatchClause(inner)) return true;
  return false;
}

/** What was awaited says whether there is a next call at all. */
function isDecidedBy(submission: CheckedSubmission, body: ts.Node, self: ts.Node, values: AwaitedValues): boolean {
  const { ts } = submission;
  return ownNodes(ts, body).some((node) => {
    const condition = ts.isIfStatement(node)
      ? node.expression
      : ts.isConditionalExpression(node)
        ? node.condition
        : null;
    if (condition === null || !values.reach(condition)) return false;
    return isWithin(self, node) || ownNodes(ts, node).some((inner) => ts.isReturnStatement(inner));
  });
}

/** After this await the function goes on to its own call: the await stands in no branch of its own, and in no `try` that is retried. */
function isOnTheWayTo(ts: CheckedSubmission["ts"], node: ts.Node, self: ts.Node, body: ts.Node): boolean {
  for (let inner = node; inner !== body; inner = inner.parent) {
    const isBranch = ts.isBlock(inner) || ts.isReturnStatement(inner) || ts.isConditionalExpression(inner.parent);
    if (isBranch && !isWithin(self, inner)) return false;
  }
  return true;
}
