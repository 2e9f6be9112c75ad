import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { awaitedValues, type AwaitedValues } from "./awaited-values.ts";
import { functionAround, isWithin, turnsOf, type Loop, type Turns } from "./loop.ts";
import { namesIn, outlives, rootName, type Name } from "./names.ts";
import type { Waiting } from "./waiting.ts";

/** Whether the turns of a loop could run at the same time as far as this await is concerned. */
export function isIndependent(submission: CheckedSubmission, awaited: Waiting, loop: Loop): boolean {
  const values = awaitedValues(submission, loop.statement);
  if (leavesAfter(submission, awaited, loop)) return false;
  if (decidesToGoOn(submission, loop, values)) return false;
  const names = dependencies(submission, awaited.expression, turnsOf(loop), values.counted);
  if ([...names].some((name) => values.names.has(name))) return false;
  if (hasOwnTurns(submission, loop)) return true;
  const all = dependencies(submission, awaited.expression, turnsOf(loop));
  return [...all].some((name) => values.counted.has(name) || isChangedIn(submission, name, loop));
}

/** Everything that an expression reads, by way of the turn's own variables and of functions of the submission too. */
export function dependencies(
  submission: CheckedSubmission,
  node: ts.Node,
  turns: Turns,
  counted?: ReadonlySet<Name>,
): ReadonlySet<Name> {
  const { ts } = submission;
  const assigned = assignedIn(submission, turns.whole);
  const found = new Set<Name>();
  const add = (name: Name): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const value of assigned.get(name) ?? []) follow(value);
    const declaration = name === "this" ? undefined : name.valueDeclaration;
    if (declaration === undefined || submission.fileOf(declaration) === undefined) return;
    if (ts.isFunctionDeclaration(declaration)) follow(declaration);
    if (ts.isBindingElement(declaration) && isWithin(declaration, turns.body)) {
      const whole = ts.walkUpBindingElementsAndPatterns(declaration);
      if (ts.isVariableDeclaration(whole) && whole.initializer !== undefined) follow(whole.initializer);
    }
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return;
    const isCode = ts.isArrowFunction(declaration.initializer) || ts.isFunctionExpression(declaration.initializer);
    if (isCode || isWithin(declaration, turns.body)) follow(declaration.initializer);
  };
  const follow = (inner: ts.Node): void => {
    for (const name of namesIn(submission, inner, counted)) add(name);
  };
  follow(node);
  return found;
}

/** What a piece of code assigns to plain variables with `=`. */
function assignedIn(submission: CheckedSubmission, code: ts.Node): ReadonlyMap<Name, readonly ts.Expression[]> {
  const { ts, checker } = submission;
  const found = new Map<Name, ts.Expression[]>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left)
    ) {
      const symbol = checker.getSymbolAtLocation(node.left);
      if (symbol !== undefined) found.set(symbol, [...(found.get(symbol) ?? []), node.right]);
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}

/** Once this await has succeeded the loop is over: a retry, or a search. */
function leavesAfter(submission: CheckedSubmission, awaited: ts.Node, loop: Loop): boolean {
  const { ts } = submission;
  for (let node = awaited; node !== loop.statement; node = node.parent) {
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
    const { parent } = node;
    if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) continue;
    const rest = parent.statements.slice(parent.statements.findIndex((statement) => statement === node) + 1);
    for (const statement of rest) if (isExit(submission, statement, loop)) return true;
  }
  return false;
}

function isExit(submission: CheckedSubmission, statement: ts.Node, loop: Loop): boolean {
  const { ts } = submission;
  if (ts.isReturnStatement(statement)) return true;
  if (ts.isBlock(statement)) return statement.statements.some((inner) => isExit(submission, inner, loop));
  return ts.isBreakStatement(statement) && leaves(submission, statement, loop);
}

/** Does a `break` end this loop (and not only one inside it)? */
function leaves(submission: CheckedSubmission, statement: ts.BreakOrContinueStatement, loop: Loop): boolean {
  const { ts } = submission;
  if (statement.label === undefined) {
    let around: ts.Node = statement.parent;
    while (!ts.isIterationStatement(around, false) && !ts.isSwitchStatement(around)) around = around.parent;
    return around === loop;
  }
  for (let around: ts.Node = statement.parent; !ts.isSourceFile(around); around = around.parent) {
    if (!ts.isLabeledStatement(around) || around.label.text !== statement.label.text) continue;
    return around.pos <= loop.pos;
  }
  return true;
}

/** The loop's condition, or a conditional way out of it, depends on what was awaited. */
function decidesToGoOn(submission: CheckedSubmission, loop: Loop, values: AwaitedValues): boolean {
  const { ts } = submission;
  const condition = ts.isForStatement(loop)
    ? loop.condition
    : ts.isWhileStatement(loop) || ts.isDoStatement(loop)
      ? loop.expression
      : undefined;
  if (condition !== undefined) {
    if (values.reach(condition)) return true;
    const told = triedIn(submission, loop);
    if ([...namesIn(submission, condition)].some((name) => told.has(name))) return true;
  }
  let decides = false;
  const visit = (node: ts.Node, asked: boolean): void => {
    if (ts.isFunctionLike(node)) return;
    const out = ts.isReturnStatement(node) || (ts.isBreakStatement(node) && leaves(submission, node, loop));
    if (out && asked) decides = true;
    let under = asked;
    if (ts.isIfStatement(node) || ts.isSwitchStatement(node)) under ||= values.reach(node.expression);
    // Leaving in a `try` means that nothing failed; leaving in a `catch` gives up, as an error would.
    if (ts.isBlock(node) && ts.isTryStatement(node.parent) && node.parent.tryBlock === node) {
      under ||= node.parent.catchClause !== undefined && values.reach(node);
    }
    ts.forEachChild(node, (child) => visit(child, under));
  };
  visit(loop.statement, false);
  return decides;
}

/** Variables that tell whether a `try` with an await in it has failed: set in it or in its `catch`. */
function triedIn(submission: CheckedSubmission, loop: Loop): ReadonlySet<Name> {
  const { ts } = submission;
  const found = new Set<Name>();
  const visit = (node: ts.Node, tried: boolean): void => {
    const changed = tried ? changedBy(submission, node) : undefined;
    if (changed !== undefined && outlives(changed, loop)) found.add(changed);
    const inside =
      tried || (ts.isTryStatement(node) && node.catchClause !== undefined && containsAwait(submission, node));
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(loop.statement, false);
  return found;
}

function containsAwait(submission: CheckedSubmission, node: ts.Node): boolean {
  if (submission.ts.isAwaitExpression(node)) return true;
  return submission.ts.forEachChild(node, (child) => containsAwait(submission, child) || undefined) ?? false;
}

/** The variable that an assignment, `++` or a call like `list.shift()` changes. */
export function changedBy(submission: CheckedSubmission, node: ts.Node): Name | undefined {
  const part = changedPart(submission.ts, node);
  return part === undefined ? undefined : rootName(submission, part);
}

/** What such code changes, as it is written there. */
export function changedPart(ts: CheckedSubmission["ts"], node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return isAssignment ? node.left : undefined;
  }
  if (ts.isPostfixUnaryExpression(node)) return node.operand;
  if (ts.isPrefixUnaryExpression(node)) {
    const { operator } = node;
    const counts = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return counts ? node.operand : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const takes = ["shift", "pop", "splice", "next", "delete"].includes(node.expression.name.text);
  return takes ? node.expression.expression : undefined;
}

/** Each turn has its own item or number. `while (true) { await f(); }` repeats one thing instead: it polls. */
function hasOwnTurns(submission: CheckedSubmission, loop: Loop): boolean {
  const { ts } = submission;
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) return true;
  return ts.isForStatement(loop) && loop.condition !== undefined && loop.incrementor !== undefined;
}

function isChangedIn(submission: CheckedSubmission, name: Name, code: ts.Node): boolean {
  const { ts } = submission;
  let changed = false;
  const visit = (node: ts.Node): void => {
    if (changedBy(submission, node) === name) changed = true;
    ts.forEachChild(node, visit);
  };
  visit(code);
  return changed;
}

/**
 * One of several workers that share their work: they take it from a list, counter or iterator that belongs to none of them. Each
 * waits for its own item only. `isEntry` tells the function that the grader calls: its parameters are nobody else's.
 */
export function isWorker(submission: CheckedSubmission, awaited: Waiting, loop: Loop, isEntry: boolean): boolean {
  const around = functionAround(submission.ts, loop);
  if (isEntry || submission.ts.isSourceFile(around)) return false;
  return (
    goesThroughShared(submission, loop) || sharedWork(submission, awaited.expression, turnsOf(loop), around).size > 0
  );
}

/** A `for of` over an iterator that other calls of its function go through too: each item comes once. */
export function goesThroughShared(submission: CheckedSubmission, loop: Loop): boolean {
  const { ts, checker } = submission;
  if (!ts.isForOfStatement(loop)) return false;
  const isIterator = checker.getPropertyOfType(checker.getTypeAtLocation(loop.expression), "next") !== undefined;
  return isIterator && isShared(ts, rootName(submission, loop.expression), functionAround(ts, loop));
}

/**
 * What says which piece of work a turn is for, belongs to no single call of the function, and changes from turn to turn: a counter, a list that
 * is emptied.
 */
export function sharedWork(
  submission: CheckedSubmission,
  awaited: ts.Node,
  turns: Turns,
  around: ts.Node,
): ReadonlySet<Name> {
  const needs = [...dependencies(submission, awaited, turns)];
  return new Set(
    needs.filter((name) => isShared(submission.ts, name, around) && isChangedIn(submission, name, turns.whole)),
  );
}

function isShared(ts: CheckedSubmission["ts"], name: Name | undefined, around: ts.Node): boolean {
  if (name === undefined || name === "this") return name === "this";
  const declaration = name.valueDeclaration;
  return declaration !== undefined && (ts.isParameter(declaration) || !isWithin(declaration, around));
}
