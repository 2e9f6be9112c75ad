import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { isWaiting } from "../loops/waiting.ts";
import { libraryName } from "../loops/work.ts";
import type { ProgramCatch } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** More of them are in no learner's file. */
const mostCatches = 100;

/** Calls in calls are followed so far. */
const mostDeep = 3;

/**
 * Where errors end: a `catch`, a `finally` that returns, `.catch(…)` and a second callback of `then`, and what turns errors into results. With the
 * awaits whose errors come there first.
 */
export function catchTable(submission: CheckedSubmission): ProgramCatch[] {
  const { ts } = submission;
  const found: ProgramCatch[] = [];
  const add = (
    end: ts.Node,
    guarded: ts.Node,
    rethrows: boolean,
    awaits: readonly ts.Node[],
    throwsOn: readonly ts.Node[] = [],
  ): void => {
    if (found.length >= mostCatches) return;
    found.push({
      at: submission.position(end),
      awaits: awaits.map((each) => submission.position(each)),
      rethrows,
      throwsOn: throwsOn.map((each) => submission.position(each)),
      throws: [...thrownIn(submission, guarded, mostDeep)],
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTryStatement(node)) {
      const { tryBlock, catchClause, finallyBlock } = node;
      const own = guardedBy(submission, tryBlock);
      if (catchClause !== undefined) {
        add(catchClause, tryBlock, throwsAgain(submission, catchClause), own, throwsOnIn(submission, catchClause));
      }
      const leaves = finallyBlock && returnIn(submission, finallyBlock);
      if (leaves !== undefined && catchClause === undefined) add(leaves, tryBlock, false, own);
    }
    if (ts.isCallExpression(node)) {
      const handler = handlerOf(submission, node);
      const around = awaitAround(submission, node);
      if (handler !== null && around !== null) {
        add(handler.end, node.expression, handler.rethrows, [around]);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** `f().catch(…)`, `f().then(…, …)`, and the library's own ways to make results of errors. */
function handlerOf(submission: CheckedSubmission, call: ts.CallExpression): { end: ts.Node; rethrows: boolean } | null {
  const { ts } = submission;
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee)) return settles(submission, call) ? { end: call, rethrows: false } : null;
  const handler =
    callee.name.text === "catch" ? call.arguments[0] : callee.name.text === "then" ? call.arguments[1] : undefined;
  if (handler !== undefined) return { end: callee.name, rethrows: throwsAgain(submission, handler) };
  return settles(submission, call) ? { end: call, rethrows: false } : null;
}

function settles(submission: CheckedSubmission, call: ts.CallExpression): boolean {
  const { ts } = submission;
  const name = libraryName(submission, call);
  if (name === "allSettled") return true;
  const options = name === "gather" ? call.arguments.at(-1) : undefined;
  const inner = options && unwrapped(ts, options);
  return (
    inner !== undefined &&
    ts.isObjectLiteralExpression(inner) &&
    inner.properties.some(
      (each) =>
        ts.isPropertyAssignment(each) &&
        each.name.getText() === "returnExceptions" &&
        each.initializer.kind === ts.SyntaxKind.TrueKeyword,
    )
  );
}

/** The await whose operand the call is, whatever else is done with what it gives. */
function awaitAround({ ts }: CheckedSubmission, call: ts.CallExpression): ts.Node | null {
  for (let node: ts.Node = call; ; node = node.parent) {
    const { parent } = node;
    if (isWaiting(ts, parent)) return parent;
    if (ts.isReturnStatement(parent)) return parent;
    const isChained =
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent));
    if (!isChained && !(ts.isCallExpression(parent) && parent.expression === node)) return null;
  }
}

/** The awaits of its own function whose errors this block is the first to see. */
function guardedBy({ ts }: CheckedSubmission, block: ts.Block): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (isWaiting(ts, node)) found.push(node);
    if (ts.isTryStatement(node) && node.catchClause !== undefined) {
      visit(node.catchClause);
      if (node.finallyBlock !== undefined) visit(node.finallyBlock);
    } else ts.forEachChild(node, visit);
  };
  ts.forEachChild(block, visit);
  return found;
}

/** It throws, or keeps the error for somebody else: whoever only prints it, or looks of what class it is, does not. */
function throwsAgain(submission: CheckedSubmission, handler: ts.CatchClause | ts.Expression): boolean {
  const { ts, checker } = submission;
  const caught = caughtBy(submission, handler);
  // A function by name may do anything.
  if (caught === "unknown") return true;
  const visit = (node: ts.Node): boolean => {
    if (ts.isThrowStatement(node)) return true;
    if (ts.isCallExpression(node) && /^console\.|\.(?:log|warn|error)$/.test(node.expression.getText())) return false;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) return false;
    if (ts.isIdentifier(node) && caught !== null && node.parent !== caught.declaration) {
      const isRead = ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node;
      if (!isRead && checker.getSymbolAtLocation(node) === caught.symbol) return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(handler);
}

/** `throw error`, of the error that it caught. */
function throwsOnIn(submission: CheckedSubmission, clause: ts.CatchClause): ts.Node[] {
  const { ts, checker } = submission;
  const caught = caughtBy(submission, clause);
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || caught === null || caught === "unknown") return;
    const thrown = ts.isThrowStatement(node) ? unwrapped(ts, node.expression) : undefined;
    if (thrown !== undefined && ts.isIdentifier(thrown) && checker.getSymbolAtLocation(thrown) === caught.symbol)
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(clause.block);
  return found;
}

interface Caught {
  readonly declaration: ts.Node;
  readonly symbol: ts.Symbol | undefined;
}

/** The variable that holds the error; null when it has none. */
function caughtBy(
  { ts, checker }: CheckedSubmission,
  handler: ts.CatchClause | ts.Expression,
): Caught | "unknown" | null {
  const inner = ts.isCatchClause(handler) ? handler : unwrapped(ts, handler);
  const isFunction = ts.isArrowFunction(inner) || ts.isFunctionExpression(inner);
  if (!ts.isCatchClause(inner) && !isFunction) return "unknown";
  const declaration = ts.isCatchClause(inner)
    ? inner.variableDeclaration
    : isFunction
      ? inner.parameters[0]
      : undefined;
  return declaration === undefined ? null : { declaration, symbol: checker.getSymbolAtLocation(declaration.name) };
}

function returnIn({ ts }: CheckedSubmission, block: ts.Block): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (ts.isFunctionLike(node)) return undefined;
    return ts.isReturnStatement(node) ? node : ts.forEachChild(node, visit);
  };
  return ts.forEachChild(block, visit);
}

/** Names of the errors that this code throws itself, what it calls included. */
function thrownIn(submission: CheckedSubmission, code: ts.Node, deep: number): Set<string> {
  const { ts } = submission;
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node)) {
      const thrown = unwrapped(ts, node.expression);
      if (ts.isNewExpression(thrown)) found.add(thrown.expression.getText());
    }
    if (ts.isCallExpression(node) && deep > 0) {
      const called = codeOf(submission, node);
      if (called !== null && "body" in called && called.body !== undefined)
        for (const name of thrownIn(submission, called.body, deep - 1)) found.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}
