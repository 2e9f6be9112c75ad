import type { ts, TypeScript } from "../../typescript.ts";
import { namesIn, statementOf, waits } from "../usual/statements.ts";

type Loop = ts.WhileStatement | ts.DoStatement | ts.ForStatement;

/**
 * Whether `while (true)` would go round for ever without waiting if it were not left at a statement: such a program computes as long as it may, and mends
 * nothing.
 *
 * @param goesOn with what follows the statement, or with the next turn
 */
export function spinsUnlessLeft(ts: TypeScript, statement: ts.Statement, goesOn: "here" | "next-turn"): boolean {
  let around: ts.Node = statement.parent;
  while (!ts.isIterationStatement(around, false)) {
    if (ts.isFunctionLike(around) || ts.isSourceFile(around)) return false;
    around = around.parent;
  }
  return isCounted(ts, around) && isEndless(ts, around) && !endsOrWaits(around.statement);

  function endsOrWaits(node: ts.Node): boolean {
    if (node === statement || ts.isFunctionLike(node)) return false;
    if (ts.isAwaitExpression(node)) return goesOn === "here" || node.pos < statement.pos;
    if (ts.isBreakStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
    return ts.forEachChild(node, (child) => endsOrWaits(child) || undefined) === true;
  }
}

/**
 * Whether the end of a loop that never waits depends on a piece of code: the head of the loop, what is changed there that the head asks for, and anything at
 * all where the head asks for nothing.
 */
export function steersASpin(ts: TypeScript, node: ts.Node): boolean {
  const loop = loopAround(ts, node);
  if (loop === null || waits(ts, loop)) return false;
  if (node.pos < loop.statement.pos || node.pos >= loop.statement.end || isEndless(ts, loop)) return true;
  // It counts by itself.
  if (ts.isForStatement(loop) && loop.incrementor !== undefined) return false;
  const around = statementOf(ts, node);
  const whole = ts.isExpressionStatement(around) ? around : node;
  const own = namesIn(ts, whole);
  return [...namesIn(ts, headOf(ts, loop))].some((name) => own.has(name)) || changesThis();

  /** `while (this.open > 0)`: what is behind a dot is no name, and any method may change it. */
  function changesThis(): boolean {
    const isThis = (each: ts.Node): boolean =>
      each.kind === ts.SyntaxKind.ThisKeyword || ts.forEachChild(each, (child) => isThis(child) || undefined) === true;
    return isThis(headOf(ts, loop!)) && isThis(whole);
  }
}

function loopAround(ts: TypeScript, node: ts.Node): Loop | null {
  for (let around = node.parent; around !== undefined && !ts.isFunctionLike(around); around = around.parent) {
    if (isCounted(ts, around)) return around;
  }
  return null;
}

export function isCounted(ts: TypeScript, node: ts.Node): node is Loop {
  return ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node);
}

/** What it asks before each turn; where it asks nothing, what it does. */
export function headOf(ts: TypeScript, loop: Loop): ts.Node {
  return ts.isForStatement(loop) ? (loop.condition ?? loop.statement) : loop.expression;
}

function isEndless(ts: TypeScript, loop: Loop): boolean {
  if (ts.isForStatement(loop)) return loop.condition === undefined;
  return loop.expression.kind === ts.SyntaxKind.TrueKeyword;
}
