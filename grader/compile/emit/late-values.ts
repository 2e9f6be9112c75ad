import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { isAsync, isWaiting } from "../loops/waiting.ts";
import { functionAround, loopsAround } from "../loops/loop.ts";
import type { ProgramLateValue } from "../program-text.ts";
import { runnerOf } from "./runner.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Variables beyond these are not looked at. */
const mostVariables = 50;

/** Variables that have no value at first, and get one in one function, after an await, where another function reads them. */
export function lateValues(submission: CheckedSubmission): ProgramLateValue[] {
  const { ts, checker } = submission;
  const empty = new Map<ts.Symbol, ts.Identifier[]>();
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && isEmpty(submission, node)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined && empty.size < mostVariables) empty.set(symbol, []);
    }
    ts.forEachChild(node, collect);
  };
  for (const { source } of submission.files) collect(source);
  if (empty.size === 0) return [];
  const uses = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const isShort = ts.isShorthandPropertyAssignment(node.parent);
      const symbol = isShort
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (symbol !== undefined && symbol.valueDeclaration !== node.parent) empty.get(symbol)?.push(node);
    }
    ts.forEachChild(node, uses);
  };
  for (const { source } of submission.files) uses(source);
  return [...empty].flatMap(([symbol, found]) => lateValue(submission, symbol.name, found) ?? []);
}

function isEmpty({ ts }: CheckedSubmission, { initializer, parent }: ts.VariableDeclaration): boolean {
  if (!ts.isVariableDeclarationList(parent) || !ts.isVariableStatement(parent.parent)) return false;
  return initializer === undefined || /^(?:undefined|null)$/.test(unwrapped(ts, initializer).getText());
}

function lateValue(
  submission: CheckedSubmission,
  name: string,
  found: readonly ts.Identifier[],
): ProgramLateValue | null {
  const { ts } = submission;
  const written = found.filter((node) => isWritten(submission, node));
  const writes = written.map((node) => lastAwaitBefore(submission, node));
  if (writes.length === 0 || writes.includes(null)) return null;
  const writers = new Set(written.map((node) => functionAround(ts, node)));
  const reads = found.flatMap((node) => {
    const around = runningFunction(submission, node);
    // In a condition it is asked whether there is one yet.
    const isRead = !written.includes(node) && !writers.has(around) && !isAsked(submission, node);
    if (!isRead || !ts.isFunctionLike(around) || loopsAround(ts, node).length > 0) return [];
    return [
      {
        at: submission.position(node),
        until: place(submission, nextAwait(submission, node)),
        ...runnerOf(submission, around),
      },
    ];
  });
  return reads.length === 0 ? null : { name, after: writes.map((each) => submission.position(each!)), reads };
}

/** What a callback of a list's method reads, its caller reads. */
function runningFunction(submission: CheckedSubmission, node: ts.Node): ts.Node {
  const { ts } = submission;
  const around = functionAround(ts, node);
  const call = around.parent;
  const isCallback =
    (ts.isArrowFunction(around) || ts.isFunctionExpression(around)) &&
    !isAsync(ts, around) &&
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    CALLING.has(call.expression.name.text);
  return isCallback ? runningFunction(submission, call) : around;
}

/** Methods that call their callback at once. */
const CALLING = new Set(["map", "forEach", "filter", "flatMap", "reduce", "some", "every", "find", "from"]);

function isWritten({ ts }: CheckedSubmission, node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment) ||
    // A pattern, or a step up or down: whatever else it is, it is no plain reading.
    ts.isArrayLiteralExpression(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isPostfixUnaryExpression(parent)
  );
}

function isAsked({ ts }: CheckedSubmission, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.questionDotToken !== undefined) return true;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isConditionalExpression(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) return true;
  return ts.isBinaryExpression(parent) && /^(?:[!=]==?|&&|\|\||\?\?)$/.test(parent.operatorToken.getText());
}

/** Of its own function, over before the node is come to in any case: none that stands in a branch. The await in the value that is assigned counts. */
function lastAwaitBefore({ ts }: CheckedSubmission, node: ts.Identifier): ts.Node | null {
  const around = functionAround(ts, node);
  const assigned = node.parent.getEnd();
  let last: ts.Node | null = null;
  const visit = (inner: ts.Node): void => {
    if (inner !== around && ts.isFunctionLike(inner)) return;
    if (isWaiting(ts, inner) && inner.getEnd() <= assigned && !isInBranch(ts, inner, node)) last = inner;
    ts.forEachChild(inner, visit);
  };
  visit(around);
  return last;
}

function isInBranch(ts: CheckedSubmission["ts"], inner: ts.Node, node: ts.Node): boolean {
  for (let each = inner; !ts.isFunctionLike(each) && !ts.isSourceFile(each); each = each.parent) {
    const { parent } = each;
    if (node.getStart() >= parent.getStart() && node.getEnd() <= parent.getEnd()) return false;
    if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent) || ts.isTryStatement(parent)) return true;
    if (ts.isIterationStatement(parent, false) || ts.isCaseOrDefaultClause(parent)) return true;
  }
  return false;
}

/** The await that what is read goes into, or else the next one of its own function. */
function nextAwait(submission: CheckedSubmission, node: ts.Node): ts.Node | null {
  const { ts } = submission;
  const around = runningFunction(submission, node);
  const visit = (inner: ts.Node): ts.Node | undefined => {
    if (inner !== around && ts.isFunctionLike(inner)) return undefined;
    const found = ts.forEachChild(inner, visit);
    if (found !== undefined) return found;
    return isWaiting(ts, inner) && inner.getEnd() >= node.getEnd() ? inner : undefined;
  };
  return visit(around) ?? null;
}

function place(submission: CheckedSubmission, node: ts.Node | null): Position | null {
  return node === null ? null : submission.position(node);
}
