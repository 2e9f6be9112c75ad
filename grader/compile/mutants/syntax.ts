import type { Edit } from "./mutant.ts";
import type { ts, TypeScript } from "../typescript.ts";

/** The name of what is called: `gather`, or `createTask` of `group.createTask`. Null for anything else. */
export function calledName(ts: TypeScript, node: ts.Node): string | null {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return null;
  const callee = node.expression;
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : null;
}

export function textOf(node: ts.Node, source: ts.SourceFile): string {
  return node.getText(source);
}

export function replace(node: ts.Node, source: ts.SourceFile, text: string): Edit {
  return { start: node.getStart(source), end: node.getEnd(), text };
}

/** A statement and what is left of its line. */
export function remove(node: ts.Node, source: ts.SourceFile): Edit {
  const { text } = source;
  const start = node.getStart(source);
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", node.getEnd());
  const alone =
    text.slice(lineStart, start).trim() === "" &&
    text.slice(node.getEnd(), lineEnd < 0 ? undefined : lineEnd).trim() === "";
  if (!alone || lineEnd < 0) return { start, end: node.getEnd(), text: "" };
  return { start: lineStart, end: lineEnd + 1, text: "" };
}

export function insertAfter(node: ts.Node, text: string): Edit {
  return { start: node.getEnd(), end: node.getEnd(), text };
}

/** What stands between the braces of a block. */
export function insideOf(block: ts.Block, source: ts.SourceFile): string {
  return source.text.slice(block.getStart(source) + 1, block.getEnd() - 1);
}

/** The block that a statement is one of, and its place there. */
export function siblings(ts: TypeScript, statement: ts.Node): { all: readonly ts.Statement[]; index: number } | null {
  const { parent } = statement;
  if (parent === undefined || (!ts.isBlock(parent) && !ts.isSourceFile(parent) && !ts.isCaseClause(parent)))
    return null;
  return { all: parent.statements, index: parent.statements.indexOf(statement as ts.Statement) };
}

/** `createTask(f(x))`, as the coroutine that it would have started: `f(x)`; a function is called. */
export function withoutTask(ts: TypeScript, call: ts.CallExpression, source: ts.SourceFile): string | null {
  const [work] = call.arguments;
  if (work === undefined) return null;
  const text = textOf(work, source);
  return ts.isArrowFunction(work) || ts.isFunctionExpression(work) ? `(${text})()` : text;
}
