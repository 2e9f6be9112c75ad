import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { forEachReference } from "../value-references.ts";

/**
 * Whether it is plain that a piece of code is never reached: behind a constant condition, after a `return`, or in a function of
 * the submission that nothing refers to. Only what is certain counts.
 */
export function neverRuns(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  for (let inner = node; !ts.isSourceFile(inner); inner = inner.parent) {
    if (isBehindConstant(submission, inner) || isAfterExit(submission, inner)) return true;
    if (isUnusedFunction(submission, inner)) return true;
  }
  return false;
}

function isBehindConstant(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  const { parent } = node;
  if (ts.isIfStatement(parent)) {
    const value = constant(submission, parent.expression);
    return (parent.thenStatement === node && value === false) || (parent.elseStatement === node && value === true);
  }
  if (ts.isConditionalExpression(parent)) {
    const value = constant(submission, parent.condition);
    return (parent.whenTrue === node && value === false) || (parent.whenFalse === node && value === true);
  }
  if (ts.isWhileStatement(parent))
    return parent.statement === node && constant(submission, parent.expression) === false;
  if (ts.isForStatement(parent) && parent.condition !== undefined) {
    return parent.statement === node && constant(submission, parent.condition) === false;
  }
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false;
  const value = constant(submission, parent.left);
  const { kind } = parent.operatorToken;
  return (
    (kind === ts.SyntaxKind.AmpersandAmpersandToken && value === false) ||
    (kind === ts.SyntaxKind.BarBarToken && value === true)
  );
}

function constant(submission: CheckedSubmission, node: ts.Expression): boolean | null {
  const { ts } = submission;
  const inner = unwrapped(ts, node);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (inner.kind === ts.SyntaxKind.FalseKeyword || inner.kind === ts.SyntaxKind.NullKeyword) return false;
  if (ts.isNumericLiteral(inner)) return Number(inner.text) !== 0;
  if (ts.isStringLiteralLike(inner)) return inner.text !== "";
  if (ts.isIdentifier(inner)) {
    const declaration = submission.checker.getSymbolAtLocation(inner)?.valueDeclaration;
    const isConst =
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return isConst && declaration.initializer !== undefined ? constant(submission, declaration.initializer) : null;
  }
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const value = constant(submission, inner.operand);
    return value === null ? null : !value;
  }
  return null;
}

function isAfterExit(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  const { parent } = node;
  if (!ts.isBlock(parent) || ts.isFunctionDeclaration(node)) return false;
  const before = parent.statements.slice(
    0,
    parent.statements.findIndex((statement) => statement === node),
  );
  return before.some(
    (statement) =>
      ts.isReturnStatement(statement) || ts.isThrowStatement(statement) || ts.isBreakOrContinueStatement(statement),
  );
}

function isUnusedFunction(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts, checker } = submission;
  const declaration =
    (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && ts.isVariableDeclaration(node.parent)
      ? node.parent
      : node;
  if (!ts.isFunctionDeclaration(declaration) && !ts.isVariableDeclaration(declaration)) return false;
  if (ts.isVariableDeclaration(declaration) && declaration === node) return false;
  if (declaration.name === undefined || !ts.isIdentifier(declaration.name)) return false;
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) return false;
  const symbol = checker.getSymbolAtLocation(declaration.name);
  return symbol !== undefined && !isMentionedOutside(submission, symbol, declaration);
}

function isMentionedOutside(submission: CheckedSubmission, symbol: ts.Symbol, declaration: ts.Node): boolean {
  const { ts, checker } = submission;
  const file = declaration.getSourceFile();
  let mentioned = false;
  forEachReference(ts, file, (node) => {
    if (mentioned || !ts.isIdentifier(node) || node.text !== symbol.name) return;
    const inside = node.pos >= declaration.pos && node.end <= declaration.end;
    const meant = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    if (!inside && meant === symbol) mentioned = true;
  });
  if (mentioned) return true;
  // `export { f }` at the end of the file.
  return file.statements.some(
    (statement) =>
      ts.isExportDeclaration(statement) &&
      statement.exportClause !== undefined &&
      ts.isNamedExports(statement.exportClause) &&
      statement.exportClause.elements.some((element) => (element.propertyName ?? element.name).text === symbol.name),
  );
}
