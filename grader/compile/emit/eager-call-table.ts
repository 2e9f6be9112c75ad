import type { CheckedSubmission } from "../checked.ts";
import { calleeOf, codeOf, codeOfSymbol, symbolOf } from "../loops/code-of.ts";
import { isAsync, isWaiting } from "../loops/waiting.ts";
import { functionAround } from "../loops/loop.ts";
import { spanOf } from "../place.ts";
import type { ProgramEagerCall } from "../program-awaits.ts";
import type { ts } from "../typescript.ts";

/** Calls of a file beyond these are not looked at. */
const mostCalls = 300;

/** A call, or a function that a list calls for each of its items. */
interface Call {
  readonly node: ts.Expression;
  readonly code: ts.SignatureDeclaration;
  readonly name: string | undefined;
}

/** Where a call begins something for good, and the function that goes on there. */
interface Begun {
  readonly node: ts.Node;
  readonly around: ts.Node;
}

/**
 * Calls of the submission's own async functions that nothing waits for where they stand: each starts there, as part of the task that
 * calls. A coroutine starts nothing when it is called, and is none of them.
 *
 * What a function that is not async calls is begun by who calls that one, and what a list does for its items by the function that the list stands in.
 */
export function eagerCallTable(submission: CheckedSubmission): ProgramEagerCall[] {
  const { ts } = submission;
  const all = callsIn(submission);
  const calls = new Map<ts.Node, Call[]>();
  for (const call of all) calls.set(call.code, [...(calls.get(call.code) ?? []), call]);
  const found: ProgramEagerCall[] = [];
  for (const { node, code, name } of all) {
    const home = submission.fileOf(code);
    if (home === undefined || !isAsync(ts, code) || !isPromise(submission, node)) continue;
    for (const begun of begunBy(submission, calls, node)) {
      const { file, line, column } = submission.span(begun.node);
      const own = submission.fileOf(begun.around);
      found.push({
        at: { file, line, column },
        ...(begun.node === node ? {} : { call: submission.position(node) }),
        body: spanOf(ts, home, code),
        ...(name === undefined ? {} : { name }),
        ...(own === undefined || ts.isSourceFile(begun.around) ? {} : { around: spanOf(ts, own, begun.around) }),
      });
    }
  }
  return found.slice(0, mostCalls);
}

function callsIn(submission: CheckedSubmission): readonly Call[] {
  const { ts } = submission;
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && calls.length < mostCalls) {
      const code = codeOf(submission, node);
      if (code !== null) calls.push({ node, code, name: calleeOf(submission, node)?.name });
      const each = eachOf(submission, node);
      const symbol = each === null ? undefined : symbolOf(submission, each);
      const named = codeOfSymbol(submission, symbol);
      if (each !== null && named !== null) calls.push({ node: each, code: named, name: symbol?.name });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) ts.forEachChild(source, visit);
  return calls;
}

/** @param known those that were followed before: functions may call one another */
function begunBy(
  submission: CheckedSubmission,
  calls: ReadonlyMap<ts.Node, readonly Call[]>,
  call: ts.Expression,
  known = new Set<ts.Expression>(),
): Begun[] {
  const { ts } = submission;
  if (known.has(call) || isPassedOn(submission, call)) return [];
  known.add(call);
  const around = aroundOf(submission, call);
  const callers = isAsync(ts, around) ? undefined : calls.get(around);
  if (callers === undefined) return [{ node: call, around }];
  // Who waits for what a function gives waits for what it began, if that is what it gives.
  const isGiven = isResultOf(submission, call, around);
  return callers.flatMap(({ node }) =>
    !isGiven && isPassedOn(submission, node)
      ? [{ node, around: aroundOf(submission, node) }]
      : begunBy(submission, calls, node, known),
  );
}

/** The function that goes on when the node has been come to: a list calls for each of its items at once. */
function aroundOf(submission: CheckedSubmission, node: ts.Node): ts.Node {
  const { ts } = submission;
  const around = functionAround(ts, node);
  const { parent } = around;
  const isEach = ts.isCallExpression(parent ?? around) && eachOf(submission, parent as ts.CallExpression) === around;
  return isEach && !isAsync(ts, around) ? aroundOf(submission, parent) : around;
}

const ofLists = new Set(["map", "forEach", "flatMap"]);

/** What a call of `map` and the like does for each item of a list. */
function eachOf({ ts, checker }: CheckedSubmission, call: ts.CallExpression): ts.Expression | null {
  const { expression: callee, arguments: given } = call;
  if (!ts.isPropertyAccessExpression(callee)) return null;
  if (ts.isIdentifier(callee.expression) && callee.expression.text === "Array")
    return callee.name.text === "from" ? (given[1] ?? null) : null;
  if (!ofLists.has(callee.name.text) || given[0] === undefined) return null;
  const { symbol } = checker.getTypeAtLocation(callee.expression);
  return symbol !== undefined && lists.has(symbol.name) ? given[0] : null;
}

const lists = new Set(["Array", "ReadonlyArray", "Set", "ReadonlySet", "Map", "ReadonlyMap"]);

/** Awaited at once, or given as the result of an async function, which whoever called that one waits for. */
function isPassedOn(submission: CheckedSubmission, call: ts.Expression): boolean {
  const { ts } = submission;
  if (isWaiting(ts, outermost(submission, call).parent)) return true;
  const around = functionAround(ts, call);
  return isAsync(ts, around) && isResultOf(submission, call, around);
}

function isResultOf(submission: CheckedSubmission, call: ts.Expression, around: ts.Node): boolean {
  const { ts } = submission;
  const node = outermost(submission, call);
  const { parent } = node;
  const isGiven = ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node);
  return isGiven && functionAround(ts, call) === around;
}

/** With what stands around it and is nothing when the program runs. */
function outermost({ ts }: CheckedSubmission, call: ts.Expression): ts.Node {
  let node: ts.Node = call;
  while (ts.isParenthesizedExpression(node.parent) || ts.isAsExpression(node.parent)) node = node.parent;
  return node;
}

/** What a call gives, or the function that a list calls. */
function isPromise({ ts, checker }: CheckedSubmission, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node);
  const given = ts.isCallExpression(node) ? type : type.getCallSignatures()[0]?.getReturnType();
  return given?.symbol?.name === "Promise";
}
