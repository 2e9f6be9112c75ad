import type { CheckedSubmission } from "../checked.ts";
import { functionAround, isLoop, isWithin } from "../loops/loop.ts";
import { isAsync, isForAwait, isWaiting } from "../loops/waiting.ts";
import type { ProgramShared } from "../program-text.ts";
import type { ts } from "../typescript.ts";

/** Functions in loops beyond these are not looked at. */
const mostFunctions = 100;

/** Methods of lists whose callback is a round of a loop. */
const ROUNDS = new Set(["forEach", "map", "flatMap"]);

/**
 * Variables that all rounds of a loop share, and that an async function written in the loop reads only when the loop is over: `var i`, or a counter
 * that stands outside. A loop that waits itself is left out: there a function may well run before the next round.
 */
export function sharedByRounds(submission: CheckedSubmission): ProgramShared[] {
  const { ts } = submission;
  const found: ProgramShared[] = [];
  let left = mostFunctions;
  const visit = (node: ts.Node): void => {
    const rounds = roundsOf(submission, node);
    if (rounds !== null && !waitsItself(submission, rounds)) {
      for (const code of functionsIn(submission, rounds)) {
        if (left-- <= 0) break;
        found.push(...sharedIn(submission, node, rounds, code));
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** What runs again and again, its head with it. */
function roundsOf({ ts }: CheckedSubmission, node: ts.Node): ts.Node | null {
  if (isLoop(ts, node)) return node;
  const [callback] = ts.isCallExpression(node) ? node.arguments : [];
  const isRound =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    ROUNDS.has(node.expression.name.text) &&
    callback !== undefined &&
    (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) &&
    !isAsync(ts, callback);
  return isRound ? callback : null;
}

function waitsItself({ ts }: CheckedSubmission, rounds: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => {
    if (node !== rounds && ts.isFunctionLike(node)) return false;
    if (isWaiting(ts, node) || isForAwait(ts, node)) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(rounds);
}

function functionsIn({ ts }: CheckedSubmission, rounds: ts.Node): ts.SignatureDeclaration[] {
  const found: ts.SignatureDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== rounds && ts.isFunctionLike(node)) {
      if (isAsync(ts, node)) found.push(node);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(rounds);
  return found;
}

function sharedIn(
  submission: CheckedSubmission,
  loop: ts.Node,
  rounds: ts.Node,
  code: ts.SignatureDeclaration,
): ProgramShared[] {
  const { ts, checker } = submission;
  const changed = changedIn(submission, rounds, code);
  const isLazy = isStartedLater(submission, code);
  const seen = new Set<ts.Symbol>();
  const found: ProgramShared[] = [];
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (
      symbol !== undefined &&
      changed.has(symbol) &&
      !seen.has(symbol) &&
      (isLazy || isAfterAwait(submission, node, code))
    ) {
      seen.add(symbol);
      const [at, of] = [submission.span(node), submission.span(loop)];
      found.push({
        at: { file: at.file, line: at.line, column: at.column },
        name: symbol.name,
        counts: changed.get(symbol)!,
        loop: { file: of.file, line: of.line, column: of.column },
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}

/**
 * Variables that belong to no single round, are written in the loop and nowhere else after it, and not by the function itself; true for those that may
 * count how many there are in all.
 */
function changedIn(submission: CheckedSubmission, rounds: ts.Node, code: ts.Node): ReadonlyMap<ts.Symbol, boolean> {
  const { ts, checker } = submission;
  const written = new Map<ts.Symbol, ts.Node[]>();
  const add = (node: ts.Node, symbol: ts.Symbol | undefined): void => {
    if (symbol !== undefined) written.set(symbol, [...(written.get(symbol) ?? []), node]);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind) && ts.isIdentifier(node.left))
      add(node, checker.getSymbolAtLocation(node.left));
    if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && ts.isIdentifier(node.operand)) {
      const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
      if (node.operator === PlusPlusToken || node.operator === MinusMinusToken)
        add(node, checker.getSymbolAtLocation(node.operand));
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const isGiven = node.initializer !== undefined || ts.isForOfStatement(node.parent.parent);
      if (isGiven && isVar(ts, node.parent) && isWithin(node, rounds))
        add(node, checker.getSymbolAtLocation(node.name));
    }
    ts.forEachChild(node, visit);
  };
  visit(rounds.getSourceFile());
  const own = functionAround(ts, rounds);
  return new Map(
    [...written].flatMap(([symbol, writes]): (readonly [ts.Symbol, boolean])[] => {
      const declared = symbol.valueDeclaration;
      if (declared === undefined || !ts.isVariableDeclaration(declared) || !isWithin(declared, own)) return [];
      const isOfARound = isWithin(declared, rounds) && !isVar(ts, declared.parent);
      const isLeft = writes.some((write) => isWithin(write, code) || write.getStart() > rounds.getEnd());
      const inLoop = writes.filter((write) => isWithin(write, rounds));
      // What adds something up is often meant to be read when all of it is there.
      const isSum = inLoop.some((write) => ts.isBinaryExpression(write) && isSumming(ts, write));
      if (isOfARound || isLeft || inLoop.length === 0 || isSum) return [];
      const isCount = !isVar(ts, declared.parent) && !inLoop.some((write) => isPlainWrite(ts, write));
      return [[symbol, isCount]];
    }),
  );
}

function isPlainWrite(ts: CheckedSubmission["ts"], write: ts.Node): boolean {
  return ts.isBinaryExpression(write) && write.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function isSumming(ts: CheckedSubmission["ts"], { operatorToken, right }: ts.BinaryExpression): boolean {
  return operatorToken.kind !== ts.SyntaxKind.EqualsToken && !ts.isNumericLiteral(right);
}

function isVar(ts: CheckedSubmission["ts"], list: ts.Node): boolean {
  return ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

function isAssignment(ts: CheckedSubmission["ts"], kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** It is handed to createTask as it is written: no line of it runs in this round. */
function isStartedLater({ ts }: CheckedSubmission, code: ts.SignatureDeclaration): boolean {
  const call = code.parent;
  if (!ts.isCallExpression(call) || !call.arguments.some((each) => each === code)) return false;
  return /(?:^|\.)createTask$/.test(call.expression.getText());
}

function isAfterAwait({ ts }: CheckedSubmission, node: ts.Node, code: ts.SignatureDeclaration): boolean {
  const visit = (inner: ts.Node): boolean => {
    if (inner !== code && ts.isFunctionLike(inner)) return false;
    if (isWaiting(ts, inner) && inner.getEnd() <= node.getStart()) return true;
    return ts.forEachChild(inner, (child) => visit(child) || undefined) ?? false;
  };
  return visit(code);
}
