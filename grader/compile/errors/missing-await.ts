import { awaitableKinds } from "../awaitables.ts";
import type { TypeScript, ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { excerpt, type Advice, type TypeError } from "./type-error.ts";

/** Errors that come about when a promise stands where its value is meant. */
const CODES = new Set([
  2322, 2339, 2345, 2349, 2352, 2362, 2363, 2365, 2367, 2469, 2488, 2504, 2538, 2551, 2739, 2740, 2741, 2769, 2774,
  2801, 7053,
]);

/**
 * Suggests `await` when the value behind the promise would do: it has the property, fits the place, can be iterated. Where the
 * checker itself says so, it is believed.
 */
export function missingAwait(error: TypeError): Advice | null {
  if (!CODES.has(error.code)) return null;
  const { ts } = error.submission;
  const promise = promiseIn(error);
  if (promise === null) return null;
  if (error.code === 2349) return notCallable(error, promise);
  const shown = excerpt(promise);
  const kind = kindName(error, promise);
  if (error.code === 2352) {
    return {
      message: `\`${shown}\` is ${kind}, not its value yet, so it cannot be used as one.`,
      hint: `Wait for it first: \`(await ${shown}) as …\`.`,
    };
  }
  const parenthesized = (error.code === 2339 || error.code === 2551) && !ts.isBindingElement(error.node.parent);
  const fixed = parenthesized ? `(await ${shown})` : `await ${shown}`;
  const member = parenthesized && error.node.parent !== undefined ? memberText(error) : "";
  const around = ts.findAncestor(promise, ts.isFunctionLike);
  const isAsync = around === undefined || (ts.canHaveModifiers(around) && hasAsync(ts, ts.getModifiers(around)));
  const also = isAsync ? "" : " The function around it must be async for that.";
  return {
    hint: `\`${shown}\` is ${kind}, not its value yet. Wait for it: \`${fixed}${member}\`.${also}`,
  };
}

function hasAsync(ts: TypeScript, modifiers: readonly ts.Modifier[] | undefined): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

function memberText(error: TypeError): string {
  const { ts } = error.submission;
  const { parent } = error.node;
  return ts.isPropertyAccessExpression(parent) && parent.name === error.node ? `.${parent.name.text}` : "";
}

function notCallable(error: TypeError, promise: ts.Expression): Advice {
  const shown = excerpt(promise);
  return {
    message: `\`${shown}\` is ${kindName(error, promise)} and cannot be called.`,
    hint: `Leave out the parentheses after it and wait for it: \`await ${shown}\`.`,
  };
}

/** The expression of a promise type that the error is about. */
function promiseIn(error: TypeError): ts.Expression | null {
  const { ts } = error.submission;
  for (const candidate of candidates(error)) {
    if (ts.isAwaitExpression(candidate)) continue;
    if (isPromise(error, candidate) && awaitedWouldDo(error, candidate)) return candidate;
  }
  return null;
}

function candidates(error: TypeError): ts.Expression[] {
  const { ts } = error.submission;
  const { node } = error;
  const { parent } = node;
  if (parent !== undefined && ts.isPropertyAccessExpression(parent) && parent.name === node) return [parent.expression];
  if (parent !== undefined && ts.isBindingElement(parent))
    return [takenApart(ts, parent)].filter((each) => each !== null);
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (ts.isAsExpression(node)) return [unwrapped(ts, node.expression)];
  if (ts.isCallExpression(node)) return [node.expression, node];
  if (ts.isVariableDeclaration(node)) return node.initializer === undefined ? [] : [node.initializer];
  if (parent !== undefined && ts.isVariableDeclaration(parent) && parent.name === node) {
    return parent.initializer === undefined ? [] : [parent.initializer];
  }
  if (parent !== undefined && ts.isPropertyAssignment(parent) && parent.name === node) return [parent.initializer];
  if (ts.isReturnStatement(node)) return node.expression === undefined ? [] : [node.expression];
  if (parent !== undefined && ts.isBinaryExpression(parent) && parent.left === node) return [parent.right, parent.left];
  return ts.isExpression(node) ? [node] : [];
}

/** `load(1)` of `const { length } = load(1)`. */
function takenApart(ts: TypeScript, element: ts.BindingElement): ts.Expression | null {
  const { parent: holder } = element.parent;
  return ts.isVariableDeclaration(holder) ? (holder.initializer ?? null) : null;
}

function isPromise(error: TypeError, node: ts.Expression): boolean {
  const { checker } = error.submission;
  return awaitableKinds(error.submission, checker.getTypeAtLocation(node)).size > 0;
}

/** `task.then` on a task is no missing await: the awaited value would have to have that property too. */
function awaitedWouldDo(error: TypeError, node: ts.Expression): boolean {
  const { checker, ts } = error.submission;
  const awaited = checker.getAwaitedType(checker.getTypeAtLocation(node));
  if (awaited === undefined) return false;
  if (error.notes.includes(2773)) return true;
  if (error.code === 2339 || error.code === 2551) {
    const isAny = (awaited.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
    const name = error.node.getText();
    return isAny || checker.getPropertyOfType(checker.getApparentType(awaited), name) !== undefined;
  }
  return true;
}

function kindName(error: TypeError, node: ts.Expression): string {
  const { checker } = error.submission;
  const [kind] = awaitableKinds(error.submission, checker.getTypeAtLocation(node));
  if (kind === "coroutine") return "a coroutine that has not run";
  if (kind === "task") return "a task";
  if (kind === "future") return "a future";
  return "a promise";
}
