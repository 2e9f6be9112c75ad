import { awaitableKinds } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped, wrapped } from "../unwrapped.ts";
import { isWithin, type Loop } from "./loop.ts";

/** Functions of the libraries that wait for something instead of doing it. */
const WAITING = new Set([
  "wait",
  "shield",
  "run",
  "taskGroup",
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
const PASSING = new Set(["gather", "all", "allSettled", "any", "race", "waitFor", "createTask", "resolve"]);

/** A submission's own names for locks and streams, which are meant to be waited for in turn. */
const OWN_TURNS = /^(?:acquire|lock|enter|next|read|drain|write|flush)$/i;

/** And for pauses; but what gives something back is work, whatever its name. */
const OWN_PAUSES = /^(?:sleep|delay|pause|wait|back_?off|nap|tick)$/i;

/** Does awaiting this start work that could have been started earlier, as opposed to waiting for something under way? */
export function startsWork(submission: CheckedSubmission, node: ts.Expression, loop: Loop): boolean {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  const again = (other: ts.Expression): boolean => startsWork(submission, other, loop);
  if (ts.isConditionalExpression(inner)) return again(inner.whenTrue) || again(inner.whenFalse);
  if (ts.isBinaryExpression(inner)) return again(inner.left) || again(inner.right);
  if (ts.isTaggedTemplateExpression(inner)) return true;
  if (ts.isCallExpression(inner)) return callStartsWork(submission, inner, loop);
  if (!ts.isIdentifier(inner)) return isLazy(submission, inner);
  const declaration = checker.getSymbolAtLocation(inner)?.valueDeclaration;
  if (declaration === undefined) return false;
  if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent)) {
    const list = checker.getTypeAtLocation(declaration.parent.parent.expression);
    // What asCompleted or a generator hands out comes when it is asked for, one after the other.
    return isLazy(submission, inner) && checker.isArrayLikeType(list);
  }
  if (isWithin(declaration, loop.statement) && ts.isVariableDeclaration(declaration) && declaration.initializer) {
    return again(declaration.initializer);
  }
  return isLazy(submission, inner);
}

/** A coroutine does nothing before it is awaited. */
export function isLazy(submission: CheckedSubmission, node: ts.Expression): boolean {
  return awaitableKinds(submission, submission.checker.getTypeAtLocation(node)).has("coroutine");
}

function callStartsWork(submission: CheckedSubmission, call: ts.CallExpression, loop: Loop): boolean {
  const { ts } = submission;
  const name = libraryName(submission, call);
  if (name === null) {
    const own = ownName(submission, call);
    return !OWN_TURNS.test(own) && !(OWN_PAUSES.test(own) && !isUsed(submission, call));
  }
  // `sleep(100, value)`: work made up for an exercise.
  if (name === "sleep" || name === "setTimeout") return call.arguments.length > 1 && isUsed(submission, call);
  if (name === "then" || name === "catch" || name === "finally") {
    const receiver = unwrapped(ts, call.expression);
    return ts.isPropertyAccessExpression(receiver) && startsWork(submission, receiver.expression, loop);
  }
  if (WAITING.has(name)) return false;
  if (!PASSING.has(name)) return true;
  // A list that is computed is a batch: it bounds how much is under way at once.
  return call.arguments.some((argument) => {
    const inner = unwrapped(ts, argument);
    const items = ts.isArrayLiteralExpression(inner) ? inner.elements : [inner];
    return items.some((item) => !ts.isSpreadElement(item) && isOne(submission, item, loop));
  });
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
function isOne(submission: CheckedSubmission, node: ts.Expression, loop: Loop): boolean {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return true;
  const type = checker.getTypeAtLocation(inner);
  if (checker.isArrayLikeType(type)) return false;
  return startsWork(submission, inner, loop);
}

/** The name of the library function that is called; null when it is one of the submission's own. */
function libraryName(submission: CheckedSubmission, call: ts.CallExpression): string | null {
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
