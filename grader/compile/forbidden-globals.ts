import type { CheckedSubmission } from "./checked.ts";
import { accessedName } from "./constant-text.ts";
import type { Diagnostic } from "./program.ts";
import { UNAVAILABLE, unavailableMessage } from "./unavailable.ts";
import { forEachReference, type Reference } from "./value-references.ts";
import type { ts } from "./typescript.ts";
import { wrapped } from "./unwrapped.ts";

/**
 * Uses of what no submission has, where TypeScript alone sees nothing wrong: eval, Function, Intl and the like are part of the
 * ECMAScript library, and `globalThis` reaches everything else. Local names that look the same are somebody's own.
 */
export function forbiddenGlobals(submission: CheckedSubmission): Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (node: ts.Node, name: string): void => {
    found.push(
      submission.diagnostic(node, "error", "unavailable", unavailableMessage(name), UNAVAILABLE.get(name) ?? null),
    );
  };
  for (const { source } of submission.files) {
    forEachReference(submission.ts, source, (node) => {
      const name = mentionedGlobal(submission, node);
      if (name !== null && UNAVAILABLE.has(name) && !isHarmless(submission, node, name)) add(node, name);
      if (callsFunctionConstructor(submission, node)) add(node, "Function");
    });
    forEachPattern(submission.ts, source, (element, object) => {
      const key = element.propertyName ?? element.name;
      const name = submission.ts.isIdentifier(key) || submission.ts.isStringLiteralLike(key) ? key.text : "";
      if (UNAVAILABLE.has(name) && submission.origins.of(object).includes("globalThis")) add(element, name);
    });
  }
  return found;
}

/** The name of the global that the expression itself names, not by way of a variable. */
function mentionedGlobal(submission: CheckedSubmission, node: Reference): string | null {
  const { ts, checker } = submission;
  if (!ts.isIdentifier(node)) {
    const name = accessedName(submission, node);
    return name !== null && submission.origins.of(node.expression).includes("globalThis") ? name : null;
  }
  if (!UNAVAILABLE.has(node.text)) return null;
  const { parent } = node;
  const symbol = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(node);
  const declarations = symbol?.declarations;
  // Undeclared names are type errors already, and get the same words there.
  if (declarations === undefined || declarations.length === 0) return null;
  return declarations.every((declaration) => isGlobal(submission, declaration)) ? node.text : null;
}

function isGlobal(submission: CheckedSubmission, declaration: ts.Declaration): boolean {
  return (
    submission.fileOf(declaration) === undefined && !declaration.getSourceFile().fileName.endsWith("chronograde.d.ts")
  );
}

/** `x instanceof Function` and `Function.prototype` make no function out of text. */
function isHarmless(submission: CheckedSubmission, node: Reference, name: string): boolean {
  const { ts } = submission;
  if (name !== "Function") return false;
  const outer = wrapped(ts, node);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent) && parent.right === outer) {
    return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  }
  return ts.isPropertyAccessExpression(parent) && parent.expression === outer && parent.name.text === "prototype";
}

/** `f.constructor("…")`: the Function constructor under another name. A cast to a class of one's own is trusted. */
function callsFunctionConstructor(submission: CheckedSubmission, node: Reference): boolean {
  const { ts, checker } = submission;
  const outer = wrapped(ts, node);
  const { parent } = outer;
  if (!(ts.isCallExpression(parent) || ts.isNewExpression(parent)) || parent.expression !== outer) return false;
  const type = checker.getTypeAtLocation(outer);
  if (type.symbol?.name !== "Function" && !(type.flags & ts.TypeFlags.Any)) return false;
  return submission.origins.of(outer).some((origin) => {
    if (origin === "globalThis") return false;
    return ts.isPropertySignature(origin) && origin.name.getText() === "constructor" && isGlobal(submission, origin);
  });
}

/** Each `{ name: x } = object`, in declarations. */
function forEachPattern(
  ts: CheckedSubmission["ts"],
  file: ts.SourceFile,
  found: (element: ts.BindingElement, object: ts.Expression) => void,
): void {
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer !== undefined) {
      for (const element of node.name.elements) found(element, node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}
