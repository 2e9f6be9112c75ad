import { awaitableKinds } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";

/** Where things are kept: taking a task or promise out of one starts nothing. */
const COLLECTIONS = /^(?:Readonly)?(?:Array|Map|Set)$|^Weak(?:Map|Set)$/;

/** `tasks.shift()`, `byId.get(id)`: a method of a collection of the language. */
export function isTakenFromCollection(submission: CheckedSubmission, call: ts.CallExpression): boolean {
  const { ts, checker } = submission;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (declaration === undefined || submission.fileOf(declaration) !== undefined) return false;
  const holder: ts.Node | undefined = declaration.parent;
  return holder !== undefined && ts.isInterfaceDeclaration(holder) && COLLECTIONS.test(holder.name.text);
}

/**
 * A call of a function of the submission that only hands out what is there: it mentions a task or promise, and nothing in it
 * calls for anything that could be awaited, so what it gives was started elsewhere.
 */
export function handsOut(submission: CheckedSubmission, call: ts.CallExpression): boolean {
  const { ts, checker } = submission;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (declaration === undefined || submission.fileOf(declaration) === undefined) return false;
  if (!ts.isFunctionLike(declaration) || !("body" in declaration) || declaration.body === undefined) return false;
  const starts = (node: ts.Node): boolean => {
    if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
    if (ts.isCallExpression(node) && !isTakenFromCollection(submission, node)) {
      const type = checker.getTypeAtLocation(node);
      if (awaitableKinds(submission, type).size > 0 || (type.flags & ts.TypeFlags.Any) !== 0) return true;
    }
    if (ts.isAwaitExpression(node)) {
      const kinds = awaitableKinds(submission, checker.getTypeAtLocation(node.expression));
      if (kinds.has("coroutine") || kinds.has("thenable")) return true;
    }
    return ts.forEachChild(node, (child) => starts(child) || undefined) ?? false;
  };
  const given = awaitableKinds(submission, checker.getTypeAtLocation(call));
  if (given.has("coroutine") || given.has("thenable")) return false;
  return !starts(declaration.body) && mentionsStarted(submission, declaration.body);
}

function mentionsStarted(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts, checker } = submission;
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    if (awaitableKinds(submission, checker.getTypeAtLocation(node)).size > 0) return true;
  }
  if (ts.isCallExpression(node) && awaitableKinds(submission, checker.getTypeAtLocation(node)).size > 0) return true;
  return ts.forEachChild(node, (child) => mentionsStarted(submission, child) || undefined) ?? false;
}
