import type { AwaitableKind } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { HeldValues } from "./held.ts";

/** How something that nobody awaited is used as if it were the value that it stands for. */
export type ValueUse = "condition" | "comparison" | "property" | "number" | "text" | "items";

export interface UnawaitedUse {
  /** The expression that holds it. */
  readonly node: ts.Expression;
  readonly kind: AwaitableKind;
  /** It is a list of them. */
  readonly isList: boolean;
  readonly use: ValueUse;
}

/** What a promise, a coroutine and a task do have. */
const MEMBERS: Readonly<Record<Exclude<AwaitableKind, "thenable">, ReadonlySet<string>>> = (() => {
  const any = ["then", "constructor", "toString", "valueOf"];
  const future = ["done", "cancelled", "result", "exception", "setResult", "setException", "cancel"];
  const callbacks = ["addDoneCallback", "removeDoneCallback", "catch", "finally"];
  const task = ["uncancel", "cancelling", "getName", "setName"];
  return {
    promise: new Set([...any, "catch", "finally"]),
    coroutine: new Set(any),
    future: new Set([...any, ...future, ...callbacks]),
    task: new Set([...any, ...future, ...callbacks, ...task]),
  };
})();

/** Uses that can mean nothing but the value: whatever is the matter with what was awaited, this is a mistake whenever it runs. */
export function unawaitedUses(submission: CheckedSubmission): UnawaitedUse[] {
  const { ts } = submission;
  const held = new HeldValues(submission);
  const found: UnawaitedUse[] = [];
  const isReading = readingOf(submission);
  const used = (node: ts.Expression | undefined, use: ValueUse): void => {
    const value = node === undefined ? null : held.of(node);
    if (node === undefined || value === null || value.kind === "thenable") return;
    if (value.isList && use !== "text" && use !== "number") return;
    if (use === "condition" && !held.isGivenBefore(node)) return;
    found.push({ node, kind: value.kind, isList: value.isList, use });
  };
  /** What stands for a list or an object is shown by what stands in it. */
  const shown = (node: ts.Expression): void => {
    const inner = unwrapped(ts, node);
    if (ts.isObjectLiteralExpression(inner)) {
      for (const property of inner.properties) {
        if (ts.isPropertyAssignment(property)) shown(property.initializer);
        if (ts.isShorthandPropertyAssignment(property)) used(property.name, "text");
      }
    } else if (ts.isArrayLiteralExpression(inner)) for (const element of inner.elements) shown(element);
    else used(node, "text");
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node))
      used(node.expression, "condition");
    if (ts.isForStatement(node) || ts.isConditionalExpression(node)) used(node.condition, "condition");
    if (ts.isForOfStatement(node) && node.awaitModifier === undefined) used(node.expression, "items");
    if (ts.isTemplateSpan(node)) used(node.expression, "text");
    if (ts.isPrefixUnaryExpression(node)) {
      used(node.operand, node.operator === ts.SyntaxKind.ExclamationToken ? "condition" : "number");
    }
    if (ts.isBinaryExpression(node)) {
      const use = isText(submission, node) ? "text" : useIn(ts, node.operatorToken.kind);
      const isWritten = use !== "comparison" || isLiteral(ts, node.left) || isLiteral(ts, node.right);
      if (use !== null && isWritten) {
        used(node.left, use);
        if (use !== "condition") used(node.right, use);
      }
    }
    if (ts.isPropertyAccessExpression(node)) property(node.expression, node.name.text);
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer !== undefined) {
      for (const { propertyName, name } of node.name.elements)
        property(node.initializer, (propertyName ?? name).getText());
    }
    if (ts.isCallExpression(node)) {
      const reading = isReading(node);
      if (reading === "text") for (const argument of node.arguments.slice(0, 1)) shown(argument);
      if (reading === "number") for (const argument of node.arguments) used(argument, "number");
      if (reading === "receiver" && ts.isPropertyAccessExpression(node.expression)) shown(node.expression.expression);
    }
    ts.forEachChild(node, visit);
  };
  const property = (object: ts.Expression, name: string): void => {
    const value = held.of(object);
    if (value === null || value.isList || value.kind === "thenable") return;
    if (!MEMBERS[value.kind].has(name)) used(object, "property");
  };
  for (const { source } of submission.files) visit(source);
  return firstOfEach(submission, found);
}

/** One variable that is used twice is one mistake. */
function firstOfEach({ ts, checker }: CheckedSubmission, found: readonly UnawaitedUse[]): UnawaitedUse[] {
  const seen = new Set<ts.Symbol | ts.Node>();
  return found.filter(({ node }) => {
    const inner = unwrapped(ts, node);
    const key = (ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner) : undefined) ?? inner;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

/** `+` makes a text of everything that is not a number on both sides. */
function isText({ ts, checker }: CheckedSubmission, { operatorToken, left, right }: ts.BinaryExpression): boolean {
  const { PlusToken, PlusEqualsToken } = ts.SyntaxKind;
  if (operatorToken.kind !== PlusToken && operatorToken.kind !== PlusEqualsToken) return false;
  // The right one first: in a long sum all of the rest stands on the left.
  return ![right, left].some((each) => checker.getTypeAtLocation(each).flags & ts.TypeFlags.NumberLike);
}

function useIn(ts: CheckedSubmission["ts"], kind: ts.SyntaxKind): ValueUse | null {
  const { SyntaxKind } = ts;
  switch (kind) {
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.BarBarToken:
      return "condition";
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return "comparison";
    case SyntaxKind.PlusToken:
    case SyntaxKind.PlusEqualsToken:
    case SyntaxKind.MinusToken:
    case SyntaxKind.MinusEqualsToken:
    case SyntaxKind.AsteriskToken:
    case SyntaxKind.AsteriskEqualsToken:
    case SyntaxKind.AsteriskAsteriskToken:
    case SyntaxKind.SlashToken:
    case SyntaxKind.SlashEqualsToken:
    case SyntaxKind.PercentToken:
    case SyntaxKind.LessThanToken:
    case SyntaxKind.LessThanEqualsToken:
    case SyntaxKind.GreaterThanToken:
    case SyntaxKind.GreaterThanEqualsToken:
      return "number";
    default:
      return null;
  }
}

/** A value written out, which no promise ever equals. To be the same promise as another, or none, may well be asked. */
function isLiteral(ts: CheckedSubmission["ts"], node: ts.Expression): boolean {
  const inner = unwrapped(ts, node);
  return (
    ts.isLiteralExpression(inner) ||
    inner.kind === ts.SyntaxKind.TrueKeyword ||
    inner.kind === ts.SyntaxKind.FalseKeyword
  );
}

/** Which calls make a text or a number of what they are given. */
function readingOf({
  ts,
  checker,
}: CheckedSubmission): (call: ts.CallExpression) => "text" | "number" | "receiver" | null {
  const isGlobal = (node: ts.Expression, name: string): boolean =>
    ts.isIdentifier(node) && node.text === name && !isOwn(checker.getSymbolAtLocation(node));
  const isOwn = (symbol: ts.Symbol | undefined): boolean =>
    symbol?.declarations?.some((declared) => !declared.getSourceFile().isDeclarationFile) ?? false;
  return ({ expression: callee }) => {
    if (isGlobal(callee, "String")) return "text";
    if (["Number", "parseInt", "parseFloat"].some((name) => isGlobal(callee, name))) return "number";
    if (!ts.isPropertyAccessExpression(callee)) return null;
    const { name, expression } = callee;
    if (isGlobal(expression, "JSON")) return name.text === "stringify" ? "text" : null;
    if (isGlobal(expression, "Math")) return "number";
    return name.text === "toString" || name.text === "join" ? "receiver" : null;
  };
}
