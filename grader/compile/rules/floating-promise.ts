import { awaitableKinds, elementType, type AwaitableKind } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { TypeScript, ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { forEachReference } from "../value-references.ts";

/** A promise or coroutine whose value nobody uses. */
export interface Floating {
  readonly node: ts.Expression;
  readonly kind: AwaitableKind;
  /** Thrown away on purpose: `void load()`. */
  readonly voided: boolean;
  /** `dropped`: a statement of its own. `unread`: kept in a variable that nobody reads. `for-each`: given back to forEach. */
  readonly how: "dropped" | "unread" | "for-each";
}

/**
 * Every expression whose promise, coroutine or future is thrown away. A task is none: it runs on its own, on purpose. Nor is a promise
 * whose failure is handled (`.catch(f)`, `.then(f, g)`), nor `run(main)` at the top level, which ends with the program.
 */
export function floatingPromises(submission: CheckedSubmission): Floating[] {
  const { ts } = submission;
  const found: Floating[] = [];
  const drop = (node: ts.Expression, voided = false, how: Floating["how"] = "dropped"): void => {
    for (const result of results(ts, node)) {
      if (ts.isVoidExpression(result)) drop(result.expression, true, how);
      else addIfFloating(result, voided, how);
    }
  };
  const addIfFloating = (node: ts.Expression, voided: boolean, how: Floating["how"]): void => {
    // A variable is looked at where it is declared.
    const kind = ts.isIdentifier(node) ? null : floatingKind(submission, node);
    if (kind === null || isHandled(ts, node) || isProgramRun(submission, node)) return;
    found.push({ node, kind, voided, how });
  };
  const reads = readSymbols(submission);
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) drop(node.expression);
    else if (ts.isForStatement(node)) {
      if (node.incrementor !== undefined) drop(node.incrementor);
      if (node.initializer !== undefined && ts.isExpression(node.initializer)) drop(node.initializer);
    } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) drop(node.left);
    else if (ts.isVariableDeclaration(node) && isUnread(submission, node, reads) && node.initializer !== undefined) {
      for (const kept of parts(ts, node.initializer)) drop(kept, false, "unread");
    } else if (isUnreadAssignment(submission, node, reads)) {
      drop(node.right, false, "unread");
    } else if (ts.isCallExpression(node)) {
      const callback = forEachCallback(submission, node);
      if (callback !== null && returnsFloating(submission, callback)) {
        found.push({ node: callback, kind: "promise", voided: false, how: "for-each" });
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  const rank = new Map(submission.files.map(({ source }, index) => [source, index]));
  const fileRank = (node: ts.Node): number => rank.get(node.getSourceFile()) ?? 0;
  return found.toSorted((a, b) => fileRank(a.node) - fileRank(b.node) || a.node.pos - b.node.pos);
}

/** The expressions of which one is the value: both branches of a conditional, the last of a comma list. */
function results(ts: TypeScript, node: ts.Expression): ts.Expression[] {
  const inner = unwrapped(ts, node);
  if (ts.isConditionalExpression(inner)) return [...results(ts, inner.whenTrue), ...results(ts, inner.whenFalse)];
  if (!ts.isBinaryExpression(inner)) return [inner];
  switch (inner.operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return results(ts, inner.right);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [...results(ts, inner.left), ...results(ts, inner.right)];
    default:
      return isAssignment(ts, inner.operatorToken.kind) ? [] : [inner];
  }
}

function isAssignment(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Also for a list of them: `ids.map(load);` */
function floatingKind(submission: CheckedSubmission, node: ts.Expression): AwaitableKind | null {
  const { ts } = submission;
  // A number or a boolean. The checker would follow the variable back through all that was done to it.
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return null;
  const type = submission.checker.getTypeAtLocation(node);
  const own = worst(awaitableKinds(submission, type));
  if (own !== null) return own;
  const element = elementType(submission, type);
  return element === undefined ? null : worst(awaitableKinds(submission, element));
}

function worst(kinds: ReadonlySet<AwaitableKind>): AwaitableKind | null {
  return (["coroutine", "promise", "future", "thenable"] as const).find((kind) => kinds.has(kind)) ?? null;
}

function isHandled(ts: TypeScript, node: ts.Expression): boolean {
  const inner = unwrapped(ts, node);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return false;
  const { name, expression } = inner.expression;
  const [first, second] = inner.arguments;
  if (name.text === "catch") return isHandler(ts, first);
  if (name.text === "then") return isHandler(ts, second);
  return name.text === "finally" && isHandled(ts, expression);
}

function isHandler(ts: TypeScript, node: ts.Expression | undefined): boolean {
  if (node === undefined || node.kind === ts.SyntaxKind.NullKeyword) return false;
  return !(ts.isIdentifier(node) && node.text === "undefined");
}

function isProgramRun(submission: CheckedSubmission, node: ts.Expression): boolean {
  const { ts } = submission;
  if (!ts.isCallExpression(node) || !ts.isSourceFile(node.parent.parent)) return false;
  return submission.origins
    .of(node.expression)
    .some((origin) => origin !== "globalThis" && ts.isFunctionDeclaration(origin) && origin.name?.text === "run");
}

function isUnread(submission: CheckedSubmission, node: ts.VariableDeclaration, reads: ReadonlySet<ts.Symbol>): boolean {
  const { ts, checker } = submission;
  if (!ts.isIdentifier(node.name)) return false;
  const kind: ts.NodeFlags = node.parent.flags & ts.NodeFlags.BlockScoped;
  if (kind === ts.NodeFlags.Using || kind === ts.NodeFlags.AwaitUsing) return false;
  if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) return false;
  const symbol = checker.getSymbolAtLocation(node.name);
  return symbol !== undefined && !reads.has(symbol);
}

/** `p = load();` where nobody ever reads p. */
function isUnreadAssignment(
  submission: CheckedSubmission,
  node: ts.Node,
  reads: ReadonlySet<ts.Symbol>,
): node is ts.BinaryExpression {
  const { ts, checker } = submission;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  if (!ts.isIdentifier(node.left) || !ts.isExpressionStatement(node.parent)) return false;
  const symbol = checker.getSymbolAtLocation(node.left);
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  return isUnread(submission, declaration, reads);
}

/** What an object that nobody reads holds, or the value itself. */
function parts(ts: TypeScript, node: ts.Expression): readonly ts.Expression[] {
  if (!ts.isObjectLiteralExpression(node)) return [node];
  return node.properties.flatMap((property) => (ts.isPropertyAssignment(property) ? [property.initializer] : []));
}

/** Variables whose value is read somewhere, or which are exported. */
function readSymbols(submission: CheckedSubmission): ReadonlySet<ts.Symbol> {
  const { ts, checker } = submission;
  const reads = new Set<ts.Symbol>();
  const add = (symbol: ts.Symbol | undefined): void => {
    if (symbol !== undefined) reads.add(symbol);
  };
  for (const { source } of submission.files) {
    forEachReference(ts, source, (node) => {
      if (!ts.isIdentifier(node)) return;
      const { parent } = node;
      if (
        ts.isBinaryExpression(parent) &&
        parent.left === node &&
        parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
      ) {
        return;
      }
      if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return;
      add(
        ts.isShorthandPropertyAssignment(parent)
          ? checker.getShorthandAssignmentValueSymbol(parent)
          : checker.getSymbolAtLocation(node),
      );
    });
    for (const statement of source.statements) {
      if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) continue;
      if (!ts.isNamedExports(statement.exportClause)) continue;
      for (const element of statement.exportClause.elements) add(checker.getExportSpecifierLocalTargetSymbol(element));
    }
  }
  return reads;
}

function forEachCallback(submission: CheckedSubmission, call: ts.CallExpression): ts.Expression | null {
  const { ts, checker } = submission;
  const [callback] = call.arguments;
  if (callback === undefined || !ts.isPropertyAccessExpression(call.expression)) return null;
  if (call.expression.name.text !== "forEach") return null;
  const method = checker.getSymbolAtLocation(call.expression.name)?.valueDeclaration;
  return method !== undefined && submission.fileOf(method) === undefined ? callback : null;
}

function returnsFloating(submission: CheckedSubmission, callback: ts.Expression): boolean {
  return submission.checker
    .getTypeAtLocation(callback)
    .getCallSignatures()
    .some((signature) => worst(awaitableKinds(submission, signature.getReturnType())) !== null);
}
