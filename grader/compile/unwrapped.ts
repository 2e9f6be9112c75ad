import type { TypeScript, ts } from "./typescript.ts";

/** The expression inside parentheses, `as`, `satisfies`, `!` and `<T>`, which change nothing at run time. */
export function unwrapped(ts: TypeScript, node: ts.Expression): ts.Expression {
  let inner = node;
  while (isWrapper(ts, inner)) inner = inner.expression;
  return inner;
}

/** The outermost such wrapper around the expression: what stands in its place in the tree. */
export function wrapped(ts: TypeScript, node: ts.Expression): ts.Expression {
  let outer = node;
  while (isWrapper(ts, outer.parent)) outer = outer.parent;
  return outer;
}

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion;

function isWrapper(ts: TypeScript, node: ts.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}
