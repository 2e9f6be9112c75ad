import { awaitableKinds } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { dependencies } from "./independence.ts";
import { functionAround, isLoop } from "./loop.ts";
import { declaredBy, namesIn, type Name } from "./names.ts";
import { isAsync, isWaiting } from "./waiting.ts";
import { startsWork } from "./work.ts";

/** Work that waits in line without an await in a loop's body. */
export interface Steps {
  /** The call of reduce, or the loop in which a chain grows. */
  readonly repeated: ts.Node;
  /** What each step starts only when the step before it has ended. */
  readonly work: ts.Node | null;
}

type Callback = ts.ArrowFunction | ts.FunctionExpression;

/** `ids.reduce(async (before, id) => [...(await before), await load(id)], …)`, and `chain = chain.then(() => load(id))` in a loop. */
export function workInSteps(submission: CheckedSubmission, node: ts.Node): Steps[] {
  const { ts, checker } = submission;
  if (ts.isCallExpression(node)) {
    const callback = reducer(submission, node);
    const [before] = callback?.parameters ?? [];
    if (callback === null || before === undefined) return [];
    const promise = new Set(declaredBy(submission, before.name));
    return [
      { repeated: node, work: awaitedAfter(submission, callback, promise) ?? inThen(submission, callback, promise) },
    ];
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
  const loop = ts.findAncestor(node, (outer) => isLoop(ts, outer));
  const chain = ts.isIdentifier(node.left) ? checker.getSymbolAtLocation(node.left) : undefined;
  if (loop === undefined || chain === undefined || functionAround(ts, loop) !== functionAround(ts, node)) return [];
  return [{ repeated: loop, work: inThen(submission, node.right, new Set([chain])) }];
}

function reducer(submission: CheckedSubmission, call: ts.CallExpression): Callback | null {
  const { ts } = submission;
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !/^reduce(?:Right)?$/.test(callee.name.text)) return null;
  const [callback] = call.arguments;
  const isWritten = callback !== undefined && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback));
  return isWritten ? callback : null;
}

/** The first work that the callback starts after it has awaited the result of the step before it, and without using that. */
function awaitedAfter(submission: CheckedSubmission, callback: Callback, before: ReadonlySet<Name>): ts.Node | null {
  const { ts } = submission;
  if (!isAsync(ts, callback)) return null;
  const results = derived(submission, callback.body, before);
  if (asksFor(submission, callback.body, results)) return null;
  let waited: ts.Node | null = null;
  let found: ts.Node | null = null;
  const visit = (node: ts.Node): void => {
    if (found !== null || ts.isFunctionLike(node)) return;
    // What is awaited inside comes first.
    ts.forEachChild(node, visit);
    if (found !== null || !isWaiting(ts, node)) return;
    if (reads(namesIn(submission, node.expression), before)) waited ??= node;
    else if (waited !== null && isOwnWork(submission, node.expression, callback, results, waited.end)) found = node;
  };
  visit(callback.body);
  return found;
}

/** The same for `before.then((results) => …)`, wherever it stands in the code. */
function inThen(submission: CheckedSubmission, code: ts.Node, before: ReadonlySet<Name>): ts.Node | null {
  const { ts, checker } = submission;
  const call = firstCall(ts, code, (each) => {
    const callee = each.expression;
    const receiver = ts.isPropertyAccessExpression(callee) && callee.name.text === "then" ? callee.expression : null;
    const symbol = receiver !== null && ts.isIdentifier(receiver) ? checker.getSymbolAtLocation(receiver) : undefined;
    return symbol !== undefined && before.has(symbol);
  });
  const callback = call?.arguments[0];
  if (callback === undefined || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return null;
  const results = derived(
    submission,
    callback.body,
    new Set(callback.parameters.flatMap(({ name }) => declaredBy(submission, name))),
  );
  if (asksFor(submission, callback.body, results)) return null;
  let found: ts.Node | null = null;
  const visit = (node: ts.Node): void => {
    if (found !== null || ts.isFunctionLike(node)) return;
    const given = isWaiting(ts, node) || ts.isReturnStatement(node) ? node.expression : undefined;
    const work = given ?? (node === callback.body && ts.isExpression(node) ? node : undefined);
    if (work !== undefined && isOwnWork(submission, withoutThen(ts, work), callback, results)) {
      found = isWaiting(ts, node) ? node : work;
    }
    ts.forEachChild(node, visit);
  };
  visit(callback.body);
  return found;
}

function isOwnWork(
  submission: CheckedSubmission,
  work: ts.Expression,
  callback: Callback,
  results: ReadonlySet<Name>,
  since?: number,
): boolean {
  const turns = { whole: callback, body: callback.body };
  if (awaitableKinds(submission, submission.checker.getTypeAtLocation(work)).size === 0) return false;
  return startsWork(submission, work, callback.body, since) && !reads(dependencies(submission, work, turns), results);
}

/** The variables that hold something of these. */
function derived(submission: CheckedSubmission, code: ts.Node, from: ReadonlySet<Name>): ReadonlySet<Name> {
  const { ts } = submission;
  const names = new Set(from);
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      if (reads(namesIn(submission, node.initializer), names)) {
        for (const name of declaredBy(submission, node.name)) names.add(name);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
  return names;
}

/** What came before decides whether this step does anything: a search. */
function asksFor(submission: CheckedSubmission, code: ts.Node, results: ReadonlySet<Name>): boolean {
  const { ts } = submission;
  const condition = ts.isIfStatement(code) ? code.expression : ts.isConditionalExpression(code) ? code.condition : null;
  if (condition !== null && reads(namesIn(submission, condition), results)) return true;
  return ts.forEachChild(code, (child) => asksFor(submission, child, results) || undefined) ?? false;
}

function reads(names: ReadonlySet<Name>, wanted: ReadonlySet<Name>): boolean {
  return [...names].some((name) => wanted.has(name));
}

function firstCall(
  ts: CheckedSubmission["ts"],
  node: ts.Node,
  wanted: (call: ts.CallExpression) => boolean,
): ts.CallExpression | undefined {
  if (ts.isCallExpression(node) && wanted(node)) return node;
  return ts.forEachChild(node, (child) => firstCall(ts, child, wanted));
}

/** `load(id)` of `load(id).then(…)`. */
function withoutThen(ts: CheckedSubmission["ts"], node: ts.Expression): ts.Expression {
  let inner = unwrapped(ts, node);
  while (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
    if (!["then", "catch", "finally"].includes(inner.expression.name.text)) break;
    inner = unwrapped(ts, inner.expression.expression);
  }
  return inner;
}
