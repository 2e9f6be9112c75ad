import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { isWithin, type Loop } from "./loop.ts";

/** What an expression can depend on: a variable, or the object whose method is running. */
export type Name = ts.Symbol | "this";

/** Methods that put something into a collection. */
const FILLING = new Set(["push", "unshift", "set", "add", "append"]);

/**
 * The names that a piece of code reads, those of functions written in it included. Filling a collection (`list.push(x);`,
 * `list[i] = x`) does not read it.
 *
 * @param counted lists of which `list.length` is not to count as reading the list
 */
export function namesIn(submission: CheckedSubmission, node: ts.Node, counted?: ReadonlySet<Name>): Set<Name> {
  const { ts, checker } = submission;
  const found = new Set<Name>();
  const visit = (inner: ts.Node): void => {
    if (ts.isTypeNode(inner) || isCount(submission, inner, counted)) return;
    const filled = filledBy(submission, inner);
    if (filled !== null) {
      for (const part of filled) visit(part);
      return;
    }
    if (inner.kind === ts.SyntaxKind.ThisKeyword) found.add("this");
    if (ts.isIdentifier(inner) && !isPropertyName(submission, inner)) {
      const symbol = ts.isShorthandPropertyAssignment(inner.parent)
        ? checker.getShorthandAssignmentValueSymbol(inner.parent)
        : checker.getSymbolAtLocation(inner);
      if (symbol !== undefined) found.add(symbol);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

/** What is read where a collection is filled: everything but the collection. Null for all other code. */
export function filledBy(submission: CheckedSubmission, node: ts.Node): readonly ts.Expression[] | null {
  const { ts } = submission;
  const isUnused = ts.isExpressionStatement(node.parent) || ts.isArrowFunction(node.parent);
  if (ts.isCallExpression(node) && isUnused && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    return FILLING.has(name.text) && ts.isIdentifier(expression) ? node.arguments : null;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  const { left } = node;
  if (!ts.isElementAccessExpression(left) || !ts.isIdentifier(left.expression)) return null;
  return [left.argumentExpression, node.right];
}

/** `list.length` of one of these lists. */
export function isCount(submission: CheckedSubmission, node: ts.Node, counted: ReadonlySet<Name> | undefined): boolean {
  const { ts } = submission;
  if (counted === undefined || !ts.isPropertyAccessExpression(node) || node.name.text !== "length") return false;
  const root = rootName(submission, node.expression);
  return root !== undefined && counted.has(root);
}

function isPropertyName(submission: CheckedSubmission, node: ts.Identifier): boolean {
  const { ts } = submission;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return ts.isPropertyAssignment(parent) && parent.name === node;
}

/** The variable at the root of `a.b[c].d`; undefined when there is none. */
export function rootName(submission: CheckedSubmission, node: ts.Expression): Name | undefined {
  const { ts, checker } = submission;
  let inner = unwrapped(ts, node);
  while (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
    inner = unwrapped(ts, inner.expression);
  }
  if (inner.kind === ts.SyntaxKind.ThisKeyword) return "this";
  return ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner) : undefined;
}

/** Lives longer than one turn of the loop. */
export function outlives(name: Name, loop: Loop): boolean {
  if (name === "this") return true;
  const { valueDeclaration } = name;
  return valueDeclaration === undefined || !isWithin(valueDeclaration, loop.statement);
}

/** All names that a binding declares. */
export function declaredBy(submission: CheckedSubmission, name: ts.BindingName): Name[] {
  const { ts, checker } = submission;
  if (ts.isIdentifier(name)) {
    const symbol = checker.getSymbolAtLocation(name);
    return symbol === undefined ? [] : [symbol];
  }
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : declaredBy(submission, element.name),
  );
}
