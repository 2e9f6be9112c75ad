import type { Edit } from "../../mutants/mutant.ts";
import { calledName, insertAfter, remove, textOf } from "../../mutants/syntax.ts";
import type { ts, TypeScript } from "../../typescript.ts";
import { isAsync } from "./sketch.ts";

/** The names that are read or written in a piece of code; not those behind a dot. */
export function namesIn(ts: TypeScript, within: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (node: ts.Node): void => {
    const { parent } = node as { parent: ts.Node | undefined };
    const isMember = parent !== undefined && ts.isPropertyAccessExpression(parent) && parent.name === node;
    const isKey = parent !== undefined && ts.isPropertyAssignment(parent) && parent.name === node;
    if (ts.isIdentifier(node) && !isMember && !isKey) names.add(node.text);
    ts.forEachChild(node, look);
  };
  look(within);
  return names;
}

/** The names that a statement declares for those after it. */
export function declaredBy(ts: TypeScript, statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name === undefined ? [] : [statement.name.text];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => bound(ts, name));
}

export function bound(ts: TypeScript, name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : bound(ts, each.name)));
}

export function usesAny(ts: TypeScript, node: ts.Node, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const used = namesIn(ts, node);
  return names.some((name) => used.has(name));
}

/** Whether it waits itself, and not in a function that it only makes. */
export function waits(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => waits(ts, child) || undefined) === true;
}

/** Whether a loop around a statement would go round without ever waiting if that were not in it. */
export function letsALoopWait(ts: TypeScript, statement: ts.Node): boolean {
  if (!waits(ts, statement)) return false;
  let around = statement.parent;
  while (!ts.isWhileStatement(around) && !ts.isDoStatement(around) && !isEndlessFor(around)) {
    if (ts.isFunctionLike(around) || ts.isSourceFile(around)) return false;
    around = around.parent;
  }
  const waitsElsewhere = (node: ts.Node): boolean => {
    if (node === statement || ts.isFunctionLike(node)) return false;
    return ts.isAwaitExpression(node) || ts.forEachChild(node, (child) => waitsElsewhere(child) || undefined) === true;
  };
  return !waitsElsewhere(around);

  function isEndlessFor(node: ts.Node): boolean {
    return ts.isForStatement(node) && node.condition === undefined;
  }
}

/** Whether something of this name is called in it, functions made there included. */
export function calls(ts: TypeScript, node: ts.Node, names: readonly string[]): boolean {
  if (names.includes(calledName(ts, node) ?? "")) return true;
  return ts.forEachChild(node, (child) => calls(ts, child, names) || undefined) === true;
}

/** Whether it leaves what is around it: `return`, `break` or `continue`, of its own. */
export function leaves(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => leaves(ts, child) || undefined) === true;
}

export function enclosingFunction(ts: TypeScript, node: ts.Node): ts.SignatureDeclaration | null {
  let around: ts.Node | undefined = node.parent;
  while (around !== undefined && !ts.isFunctionLike(around)) around = around.parent;
  return around ?? null;
}

/** Whether `await` may be written there. */
export function mayAwait(ts: TypeScript, node: ts.Node): boolean {
  const around = enclosingFunction(ts, node);
  return around === null || isAsync(ts, around);
}

export function statementOf(ts: TypeScript, node: ts.Node): ts.Statement {
  let around = node;
  while (!ts.isStatement(around) && around.parent !== undefined) around = around.parent;
  return around as ts.Statement;
}

/** What an expression statement does, without its `await` and `void`. */
export function doneBy(ts: TypeScript, statement: ts.Statement): ts.Expression | null {
  if (!ts.isExpressionStatement(statement)) return null;
  let { expression } = statement as { expression: ts.Expression };
  while (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) expression = expression.expression;
  return expression;
}

/** A statement of a block, behind another one of it. */
export function movedAfter(moved: ts.Statement, behind: ts.Statement, source: ts.SourceFile): readonly Edit[] {
  return [remove(moved, source), insertAfter(behind, ` ${textOf(moved, source)}`)];
}

export function movedBefore(moved: ts.Statement, before: ts.Statement, source: ts.SourceFile): readonly Edit[] {
  return [insertBefore(before, source, `${textOf(moved, source)} `), remove(moved, source)];
}

/** A statement as it is written where another one may follow on the same line. */
export function ended(statement: ts.Node, source: ts.SourceFile): string {
  const text = textOf(statement, source);
  return /[;}]$/.test(text) ? text : `${text};`;
}

export function insertBefore(node: ts.Node, source: ts.SourceFile, text: string): Edit {
  const start = node.getStart(source);
  return { start, end: start, text };
}

/** At the end of a block: before what leaves it. */
export function insertAtEnd(
  ts: TypeScript,
  statements: readonly ts.Statement[],
  source: ts.SourceFile,
  text: string,
): Edit {
  const last = statements.at(-1)!;
  return ts.isReturnStatement(last) ? insertBefore(last, source, `${text} `) : insertAfter(last, ` ${text}`);
}

export function statementsOf(ts: TypeScript, node: ts.Node): readonly ts.Statement[] | null {
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isCaseClause(node) ? node.statements : null;
}

/** Whether nothing that is made only to be called later lies between a node and a statement around it. */
export function isInside(ts: TypeScript, node: ts.Node, statement: ts.Statement): boolean {
  for (let around = node.parent; around !== undefined && around !== statement; around = around.parent) {
    if (ts.isFunctionLike(around)) return false;
  }
  return true;
}
