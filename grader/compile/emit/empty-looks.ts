import type { CheckedSubmission } from "../checked.ts";
import { functionAround, loopsAround } from "../loops/loop.ts";
import { awaitsIn } from "../loops/waiting.ts";
import type { ProgramEmptyLook } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { runnerOf } from "./runner.ts";
import { filesWith } from "./files-with.ts";

/** A call of a queue's method. */
interface QueueCall {
  readonly node: ts.CallExpression;
  /** The variable or field that holds the queue. */
  readonly holder: ts.Symbol | undefined;
}

/** Loops that take from a queue and are over as soon as it is empty, where something else puts into it only after a wait of its own. */
export function emptyLooks(submission: CheckedSubmission): ProgramEmptyLook[] {
  const { ts } = submission;
  const looks: (QueueCall & { readonly code: ts.SignatureDeclaration })[] = [];
  const puts: (QueueCall & { readonly code: ts.SignatureDeclaration })[] = [];
  const visit = (node: ts.Node): void => {
    const code = ts.isCallExpression(node) ? functionAround(ts, node) : undefined;
    if (ts.isCallExpression(node) && code !== undefined && ts.isFunctionLike(code)) {
      const look = queueCall(submission, node, "empty", "qsize");
      if (look !== null && endsLoop(submission, look)) looks.push({ ...look, code });
      const put = queueCall(submission, node, "put", "putNowait");
      if (put !== null && waitsBefore(submission, put.node, code)) puts.push({ ...put, code });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of filesWith(submission, /\b(?:empty|qsize|put|putNowait)\b/u)) visit(source);
  return looks.flatMap(({ node, holder, code }) => {
    const { file, line, column } = submission.span(node);
    const others = puts.filter((put) => put.code !== code && mayBeOne(submission, put.holder, holder));
    if (others.length === 0) return [];
    const runners = others.map((put) => runnerOf(submission, put.code));
    return [{ at: { file, line, column }, loop: runnerOf(submission, code), puts: runners }];
  });
}

function queueCall(
  { ts, checker }: CheckedSubmission,
  node: ts.CallExpression,
  ...methods: readonly string[]
): QueueCall | null {
  if (!ts.isPropertyAccessExpression(node.expression) || !methods.includes(node.expression.name.text)) return null;
  const inner = unwrapped(ts, node.expression.expression);
  const name = checker.getTypeAtLocation(inner).symbol?.name;
  if (name === undefined || !queues.has(name)) return null;
  const holder = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(inner) ? inner.name : inner);
  return { node, holder };
}

const queues = new Set(["Queue", "PriorityQueue", "LifoQueue"]);

/** An empty queue ends the loop: by its condition, or by an `if` that leaves it. The loop takes from the same queue. */
function endsLoop(submission: CheckedSubmission, { node, holder }: QueueCall): boolean {
  const { ts } = submission;
  const isEmpty = submission.ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "empty";
  // What the condition is when there is nothing: `empty()` is true, `qsize()` is 0.
  let truth = isEmpty;
  let condition: ts.Node = node;
  for (;;) {
    const { parent } = condition;
    if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) truth = !truth;
    else if (ts.isBinaryExpression(parent)) {
      const { kind } = parent.operatorToken;
      const { AmpersandAmpersandToken, BarBarToken } = ts.SyntaxKind;
      if (
        kind === AmpersandAmpersandToken
          ? truth
          : kind === BarBarToken
            ? !truth
            : !isMoreThanNone(ts, parent, condition)
      )
        return false;
    } else if (!ts.isParenthesizedExpression(parent)) break;
    condition = parent;
  }
  const { parent } = condition;
  const loop = ts.isIfStatement(parent) ? loopsAround(ts, parent)[0] : parent;
  if (loop === undefined) return false;
  const takes = (inner: ts.Node): boolean => {
    if (ts.isFunctionLike(inner)) return false;
    const taken = ts.isCallExpression(inner) ? queueCall(submission, inner, "get", "getNowait") : null;
    if (taken !== null && taken.holder === holder) return true;
    return ts.forEachChild(inner, (child) => takes(child) || undefined) ?? false;
  };
  if (ts.isIfStatement(parent)) {
    const leaves = truth ? parent.thenStatement : parent.elseStatement;
    return parent.expression === condition && leaves !== undefined && isExit(ts, leaves) && takes(loop);
  }
  const own =
    ts.isWhileStatement(parent) || ts.isDoStatement(parent)
      ? parent.expression
      : ts.isForStatement(parent)
        ? parent.condition
        : undefined;
  return own === condition && !truth && takes(parent);
}

/** `qsize() > 0` and the like. */
function isMoreThanNone(
  ts: CheckedSubmission["ts"],
  { left, operatorToken, right }: ts.BinaryExpression,
  size: ts.Node,
): boolean {
  return (
    left === size &&
    /^(?:>|!==?)$/.test(operatorToken.getText()) &&
    right.getText() === "0" &&
    ts.isNumericLiteral(right)
  );
}

function isExit(ts: CheckedSubmission["ts"], statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isBreakStatement(last));
}

/** A parameter may stand for any of them. */
function mayBeOne({ ts }: CheckedSubmission, a: ts.Symbol | undefined, b: ts.Symbol | undefined): boolean {
  const isKnown = (symbol: ts.Symbol | undefined): boolean =>
    symbol?.valueDeclaration !== undefined && ts.isVariableDeclaration(symbol.valueDeclaration);
  return a === b || !isKnown(a) || !isKnown(b);
}

function waitsBefore({ ts }: CheckedSubmission, put: ts.Node, code: ts.Node): boolean {
  return awaitsIn(ts, code, true).some((each) => each.getStart() < put.getStart());
}
