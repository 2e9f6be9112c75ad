import type { TypeScript, ts } from "./typescript.ts";

/** An expression that reads something by its name: `x`, `a.x`, `a["x"]`. */
export type Reference = ts.Identifier | ts.PropertyAccessExpression | ts.ElementAccessExpression;

/**
 * Calls `found` for each such expression of a file, the outer ones first. Names in types, in import and export lists, of properties
 * and of what is being declared are no expressions.
 */
export function forEachReference(ts: TypeScript, file: ts.SourceFile, found: (node: Reference) => void): void {
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isExpressionWithTypeArguments(node) && isInTypes(ts, node)) return;
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) found(node);
    if (ts.isIdentifier(node) && isRead(ts, node)) found(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** `implements X` and an interface's `extends X` are types; a class's `extends X` is a value. */
function isInTypes(ts: TypeScript, node: ts.ExpressionWithTypeArguments): boolean {
  const clause = node.parent;
  return (
    ts.isHeritageClause(clause) &&
    (clause.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(clause.parent))
  );
}

function isRead(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent))
    return parent.name === node || parent.objectAssignmentInitializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isMetaProperty(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isJsxAttribute(parent) || ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent)) return false;
  if ("name" in parent && parent.name === node) return false;
  return true;
}
