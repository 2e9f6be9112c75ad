import type { CheckedSubmission } from "../checked.ts";
import { awaitsIn, isAsync } from "../loops/waiting.ts";
import type { ProgramSharedWrite } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { isShared } from "./shared-resets.ts";

/** Assignments beyond these are not looked at. */
const mostWrites = 100;

/**
 * Where a call of an async function keeps something of its own (`this.name = name`) in what all calls share, and takes it from there again after a wait. A look
 * whether it is still the same is none.
 */
export function sharedWrites(submission: CheckedSubmission): ProgramSharedWrite[] {
  const { ts } = submission;
  const found: ProgramSharedWrite[] = [];
  let left = mostWrites;
  const visit = (node: ts.Node): void => {
    const around = isWrite(submission, node) ? ts.findAncestor(node, ts.isFunctionLike) : undefined;
    if (around !== undefined && isAsync(ts, around) && left-- > 0) {
      const { left: target, right } = (node as ts.ExpressionStatement).expression as Write;
      const read = isOfTheCall(submission, right, mostDeep) ? readAfter(submission, target, around, node.end) : null;
      // Last, since it goes through the whole submission.
      if (read !== null && isShared(submission, target, around))
        found.push({ ...read, name: target.getText(), at: submission.position(node) });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

type Write = ts.BinaryExpression & { readonly left: ts.Identifier | ts.PropertyAccessExpression };

function isWrite({ ts }: CheckedSubmission, node: ts.Node): boolean {
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return false;
  const { left, operatorToken } = node.expression;
  const isOfThis = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
  return operatorToken.kind === ts.SyntaxKind.EqualsToken && (isOfThis || ts.isIdentifier(left));
}

/** Variables that others got their values from are followed so far. */
const mostDeep = 4;

/** It is made of what the call was given, also by way of variables. */
function isOfTheCall(submission: CheckedSubmission, value: ts.Node, deep: number): boolean {
  const { ts, checker } = submission;
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node)) {
      const declared = checker.getSymbolAtLocation(node)?.valueDeclaration;
      if (declared !== undefined && ts.isParameter(declared) && isOfAFunction(submission, declared)) return true;
      const from = declared !== undefined && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
      if (from !== undefined && deep > 0 && isOfTheCall(submission, from, deep - 1)) return true;
    }
    if (isTaking(ts, node)) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(value);
}

const taking = new Set(["shift", "pop", "next", "get", "getNowait"]);

/** What is taken out of something is of nobody else: `queue.get()`, `rest.shift()`. */
function isTaking(ts: CheckedSubmission["ts"], node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || node.arguments.length > 0) return false;
  return ts.isPropertyAccessExpression(node.expression) && taking.has(node.expression.name.text);
}

/** The entry is called once, and a constructor for each object. */
function isOfAFunction({ ts }: CheckedSubmission, { parent }: ts.ParameterDeclaration): boolean {
  return !ts.isConstructorDeclaration(parent) && !ts.isSetAccessor(parent) && !isExported(ts, parent);
}

function isExported(ts: CheckedSubmission["ts"], node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

/** The first place behind the write, and behind a wait after it, where it is read. */
function readAfter(
  submission: CheckedSubmission,
  target: Write["left"],
  around: ts.Node,
  from: number,
): Pick<ProgramSharedWrite, "read" | "awaits"> | null {
  const { ts } = submission;
  const text = target.getText();
  const awaits = awaitsIn(ts, around, true).filter((each) => each.pos >= from);
  const [first] = awaits;
  if (first === undefined) return null;
  const visit = (node: ts.Node, isWhole: boolean): ts.Node | undefined => {
    if ((node !== around && ts.isFunctionLike(node)) || (!isWhole && ts.isCatchClause(node))) return undefined;
    const isRead = node.getStart() >= first.end && node.kind === target.kind && node.getText() === text;
    return isRead && isTaken(submission, node) ? node : ts.forEachChild(node, (child) => visit(child, isWhole));
  };
  // A catch is the less usual way.
  const read = visit(around, false) ?? visit(around, true);
  if (read === undefined || isWrittenAnew(submission, target, around, read)) return null;
  const before = awaits.filter((each) => each.end <= read.getStart());
  return { read: submission.position(read), awaits: before.map((each) => submission.position(each)) };
}

/** Between the wait and the reading, so that what is read is of this very call. */
function isWrittenAnew(submission: CheckedSubmission, target: Write["left"], around: ts.Node, read: ts.Node): boolean {
  const { ts } = submission;
  const visit = (node: ts.Node): boolean => {
    const isOther = isWrite(submission, node) && node.pos > target.end && node.end <= read.getStart();
    if (isOther && ((node as ts.ExpressionStatement).expression as Write).left.getText() === target.getText())
      return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(around);
}

/** As a value: not written anew, compared, or a part of a longer name. */
function isTaken({ ts }: CheckedSubmission, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (!ts.isBinaryExpression(parent)) return true;
  return !/^(?:[!=]==?|=)$/.test(parent.operatorToken.getText());
}
