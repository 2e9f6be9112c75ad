import type { TypeScript, ts } from "../typescript.ts";

/**
 * Is it plain from the text that the value has no `then`? Such a value needs no wrapping when it leaves an async function.
 * `awaited` is the function that wraps awaits: what an await gave is never a thenable.
 */
export function cannotBeThenable(ts: TypeScript, node: ts.Expression, awaited: ts.Identifier | undefined): boolean {
  const K = ts.SyntaxKind;
  if (ts.isParenthesizedExpression(node) || ts.isPartiallyEmittedExpression(node)) {
    return cannotBeThenable(ts, node.expression, awaited);
  }
  if (ts.isCallExpression(node)) return awaited !== undefined && node.expression === awaited;
  if (ts.isConditionalExpression(node)) {
    return cannotBeThenable(ts, node.whenTrue, awaited) && cannotBeThenable(ts, node.whenFalse, awaited);
  }
  if (ts.isBinaryExpression(node)) return binary(ts, node, awaited);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((property) => isPlainProperty(ts, property));
  switch (node.kind) {
    case K.StringLiteral:
    case K.NumericLiteral:
    case K.BigIntLiteral:
    case K.TrueKeyword:
    case K.FalseKeyword:
    case K.NullKeyword:
    case K.RegularExpressionLiteral:
    case K.NoSubstitutionTemplateLiteral:
    case K.TemplateExpression:
    case K.ArrayLiteralExpression:
    case K.ArrowFunction:
    case K.FunctionExpression:
    case K.VoidExpression:
    case K.TypeOfExpression:
    case K.DeleteExpression:
    case K.PrefixUnaryExpression:
    case K.PostfixUnaryExpression:
      return true;
    default:
      return false;
  }
}

function binary(ts: TypeScript, node: ts.BinaryExpression, awaited: ts.Identifier | undefined): boolean {
  const K = ts.SyntaxKind;
  switch (node.operatorToken.kind) {
    case K.AmpersandAmpersandToken:
    case K.BarBarToken:
    case K.QuestionQuestionToken:
      return cannotBeThenable(ts, node.left, awaited) && cannotBeThenable(ts, node.right, awaited);
    case K.CommaToken:
    case K.EqualsToken:
      return cannotBeThenable(ts, node.right, awaited);
    case K.AmpersandAmpersandEqualsToken:
    case K.BarBarEqualsToken:
    case K.QuestionQuestionEqualsToken:
      return false;
    default:
      // Arithmetic, comparison, `in`, `instanceof`: primitives.
      return true;
  }
}

/** A spread, a computed name or `__proto__` could bring a `then` that the text does not show. */
function isPlainProperty(ts: TypeScript, property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isSpreadAssignment(property) || ts.isComputedPropertyName(property.name)) return false;
  return property.name.text !== "then" && property.name.text !== "__proto__";
}
