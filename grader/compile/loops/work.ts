import { awaitableKinds } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped, wrapped } from "../unwrapped.ts";
import { handsOut, isTakenFromCollection } from "./hands-out.ts";
import { isWithin } from "./loop.ts";

/** Functions of the libraries that wait for something instead of doing it. */
const WAITING = new Set([
  "setImmediate",
  "once",
  "acquire",
  "put",
  "get",
  "join",
  "reset",
  "abort",
  "AsyncClient.aclose",
  "next",
  "read",
  "cancel",
  "yield",
  "json",
  "text",
  "arrayBuffer",
  "blob",
  "bytes",
  "formData",
]);

/** Those that wait for their arguments: they start work when an argument does. */
const PASSING = new Set([
  "gather",
  "all",
  "allSettled",
  "any",
  "race",
  "wait",
  "waitFor",
  "shield",
  "run",
  "createTask",
  "resolve",
]);

/** A submission's own names for locks and streams, which are meant to be waited for in turn. Not `read(id)`: that asks for one thing. */
const OWN_TURNS = /^(?:acquire|lock|enter|next|read|drain|write|flush)$/i;

/** And for pauses; but what gives something back is work, whatever its name. */
const OWN_PAUSES = /^(?:sleep|delay|pause|wait|back_?off|nap|tick)$/i;

/**
 * Does awaiting this start work that could have been started earlier, as opposed to waiting for something under way?
 * @param turn the code that runs again and again, in which the expression stands
 * @param since where in the turn it begins to wait for others: what was made before that place runs already, unless it is lazy
 */
export function startsWork(
  submission: CheckedSubmission,
  node: ts.Expression,
  turn: ts.Node,
  since = turn.pos,
): boolean {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  if (inner.end <= since && !isLazy(submission, inner)) return false;
  const again = (other: ts.Expression): boolean => startsWork(submission, other, turn, since);
  if (ts.isConditionalExpression(inner)) return again(inner.whenTrue) || again(inner.whenFalse);
  if (ts.isBinaryExpression(inner)) return again(inner.left) || again(inner.right);
  if (ts.isTaggedTemplateExpression(inner)) return true;
  if (ts.isCallExpression(inner)) return callStartsWork(submission, inner, turn, since);
  if (ts.isNewExpression(inner)) return executorStartsWork(submission, inner, turn, since);
  if (!ts.isIdentifier(inner)) return isLazy(submission, inner);
  const declaration = checker.getSymbolAtLocation(inner)?.valueDeclaration;
  if (declaration === undefined) return false;
  if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent)) {
    const list = checker.getTypeAtLocation(declaration.parent.parent.expression);
    // What asCompleted or a generator hands out comes when it is asked for, one after the other.
    return isLazy(submission, inner) && checker.isArrayLikeType(list);
  }
  if (isWithin(declaration, turn) && ts.isVariableDeclaration(declaration) && declaration.initializer) {
    return [declaration.initializer, ...assignedBefore(submission, inner, turn)].some(again);
  }
  if (assignedBefore(submission, inner, turn).some(again)) return true;
  return isLazy(submission, inner);
}

/** A coroutine does nothing before it is awaited. */
export function isLazy(submission: CheckedSubmission, node: ts.Expression): boolean {
  return awaitableKinds(submission, submission.checker.getTypeAtLocation(node)).has("coroutine");
}

/** What the turn assigned to a variable before it is used here. */
function assignedBefore(submission: CheckedSubmission, name: ts.Identifier, turn: ts.Node): ts.Expression[] {
  const { ts, checker } = submission;
  const symbol = checker.getSymbolAtLocation(name);
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    const assigns = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (assigns && node.end <= name.pos && ts.isIdentifier(node.left)) {
      if (checker.getSymbolAtLocation(node.left) === symbol) found.push(node.right);
    }
    ts.forEachChild(node, visit);
  };
  visit(turn);
  return found;
}

/** `new Promise((resolve) => load(id).then(resolve))`: a pause holds only a timer. */
function executorStartsWork(
  submission: CheckedSubmission,
  made: ts.NewExpression,
  turn: ts.Node,
  since: number,
): boolean {
  const { ts, checker } = submission;
  if (!ts.isIdentifier(made.expression) || made.expression.text !== "Promise") return false;
  const isWork = (node: ts.Node): boolean =>
    (ts.isCallExpression(node) &&
      awaitableKinds(submission, checker.getTypeAtLocation(node)).size > 0 &&
      callStartsWork(submission, node, turn, since)) ||
    (ts.forEachChild(node, (child) => isWork(child) || undefined) ?? false);
  return made.arguments?.some(isWork) ?? false;
}

function callStartsWork(submission: CheckedSubmission, call: ts.CallExpression, turn: ts.Node, since: number): boolean {
  const { ts } = submission;
  const name = libraryName(submission, call);
  if (name === null) {
    const own = ownName(submission, call);
    const asksForOne = ts.isIdentifier(unwrapped(ts, call.expression)) && call.arguments.length > 0;
    if (OWN_TURNS.test(own) && !(asksForOne && /^(?:next|read)$/i.test(own))) return false;
    return !(OWN_PAUSES.test(own) && !isUsed(submission, call)) && !handsOut(submission, call);
  }
  if (isTakenFromCollection(submission, call)) return isLazy(submission, call);
  if (name === "taskGroup") return !startsSeveral(submission, call);
  // `sleep(100, value)`: work made up for an exercise.
  if (name === "sleep" || name === "setTimeout") return call.arguments.length > 1 && isUsed(submission, call);
  if (name === "then" || name === "catch" || name === "finally") {
    const receiver = unwrapped(ts, call.expression);
    return ts.isPropertyAccessExpression(receiver) && startsWork(submission, receiver.expression, turn, since);
  }
  if (WAITING.has(name)) return false;
  if (!PASSING.has(name)) return true;
  // A list that is computed is a batch: it bounds how much is under way at once.
  return call.arguments.some((argument) => {
    const inner = writtenList(submission, unwrapped(ts, argument), turn);
    const items = ts.isArrayLiteralExpression(inner) ? inner.elements : [inner];
    return items.some((item) => !ts.isSpreadElement(item) && isOne(submission, item, turn, since));
  });
}

/** A list that was written out in this turn under a name, and is never added to: `const both = [a(), b()]`. */
function writtenList(submission: CheckedSubmission, node: ts.Expression, turn: ts.Node): ts.Expression {
  const { ts, checker } = submission;
  const declaration = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || !isWithin(declaration, turn)) return node;
  const { initializer } = declaration;
  const isList =
    initializer !== undefined && ts.isArrayLiteralExpression(initializer) && initializer.elements.length > 0;
  return isList ? initializer : node;
}

/** A group that goes through a list is a batch. */
function startsSeveral(submission: CheckedSubmission, group: ts.CallExpression): boolean {
  const { ts } = submission;
  const several = (node: ts.Node): boolean => {
    if (ts.isIterationStatement(node, false)) return true;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (["map", "forEach", "from"].includes(node.expression.name.text)) return true;
    }
    return ts.forEachChild(node, (child) => several(child) || undefined) ?? false;
  };
  return group.arguments.some(several);
}

/** Somebody does something with what the call gives, and it gives something. */
function isUsed(submission: CheckedSubmission, call: ts.CallExpression): boolean {
  const { ts, checker } = submission;
  const value = checker.getAwaitedType(checker.getTypeAtLocation(call));
  if (value !== undefined && value.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) return false;
  const outer = wrapped(ts, call);
  const given = ts.isAwaitExpression(outer.parent) ? wrapped(ts, outer.parent) : outer;
  return !ts.isExpressionStatement(given.parent);
}

/** An argument that stands for one piece of work: a call or coroutine, or a function that will be called. */
function isOne(submission: CheckedSubmission, node: ts.Expression, turn: ts.Node, since: number): boolean {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return true;
  const type = checker.getTypeAtLocation(inner);
  if (checker.isArrayLikeType(type)) return false;
  return startsWork(submission, inner, turn, since);
}

/** The name of the library function that is called; null when it is one of the submission's own. */
export function libraryName(submission: CheckedSubmission, call: ts.CallExpression): string | null {
  const { ts } = submission;
  for (const origin of submission.origins.of(call.expression)) {
    if (origin === "globalThis") continue;
    const name = ts.getNameOfDeclaration(origin);
    const isRequest = ts.isClassLike(origin.parent) && origin.parent.name?.text === "AsyncClient";
    if (name !== undefined) return isRequest ? `AsyncClient.${name.getText()}` : name.getText();
  }
  return null;
}

function ownName(submission: CheckedSubmission, call: ts.CallExpression): string {
  const { ts } = submission;
  const callee = unwrapped(ts, call.expression);
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : "";
}
