import type { Edit } from "../../mutants/mutant.ts";
import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed } from "./sketch.ts";
import { insertBefore } from "./statements.ts";

type FunctionWithBlock = ts.FunctionLikeDeclaration & { readonly body: ts.Block };

/** The functions with a block of their own around a node or in it, the innermost first. */
export function functionsAround({ ts }: Parsed, node: ts.Node): readonly FunctionWithBlock[] {
  const found: FunctionWithBlock[] = [];
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (isFunctionWithBlock(ts, around)) found.push(around);
  }
  return found;
}

export function isFunctionWithBlock(ts: Parsed["ts"], node: ts.Node): node is FunctionWithBlock {
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined && ts.isBlock(node.body as ts.Node);
}

/** All nodes of a kind within another one; functions that are made there only on demand. */
export function allIn<T extends ts.Node>(
  { ts }: Parsed,
  within: ts.Node,
  is: (node: ts.Node) => node is T,
  { andInFunctions = false } = {},
): readonly T[] {
  const found: T[] = [];
  const look = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    if (andInFunctions || !ts.isFunctionLike(node)) ts.forEachChild(node, look);
  };
  ts.forEachChild(within, look);
  return found;
}

const known = new WeakMap<Parsed, Map<(parsed: Parsed) => unknown, unknown>>();

/** Of a whole file, once for all that ask. */
export function ofFile<T>(parsed: Parsed, find: (parsed: Parsed) => T): T {
  const found = known.get(parsed) ?? new Map<(parsed: Parsed) => unknown, unknown>();
  known.set(parsed, found);
  if (!found.has(find)) found.set(find, find(parsed));
  return found.get(find) as T;
}

/** Those with a block of their own, with what is written in it. */
export function functionsOf(parsed: Parsed): readonly { readonly made: FunctionWithBlock; readonly text: string }[] {
  return ofFile(parsed, functionsIn);
}

function functionsIn(parsed: Parsed): readonly { readonly made: FunctionWithBlock; readonly text: string }[] {
  const { ts, source } = parsed;
  const all = allIn(parsed, source, (each) => isFunctionWithBlock(ts, each), { andInFunctions: true });
  return all.map((made) => ({ made, text: textOf(made.body, source) }));
}

/** What a function is called by, wherever its name stands: `function f`, `const f = coroutine(…)`, `f = async () => …`. */
export function nameOfFunction({ ts, source }: Parsed, node: ts.SignatureDeclaration): string | null {
  if (node.name !== undefined) return textOf(node.name, source);
  const declared = ts.isCallExpression(node.parent) ? node.parent.parent : node.parent;
  const isNamed = ts.isVariableDeclaration(declared) || ts.isPropertyDeclaration(declared);
  return isNamed ? textOf(declared.name, source) : null;
}

/** Before a statement, which may be the only one of an `if`. */
export function doneBefore({ ts, source }: Parsed, statement: ts.Statement, text: string): Edit {
  const isOfBlock =
    ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent) || ts.isCaseClause(statement.parent);
  if (isOfBlock) return insertBefore(statement, source, `${text} `);
  return replace(statement, source, `{ ${text} ${textOf(statement, source)} }`);
}

export function doneAfter({ ts, source }: Parsed, statement: ts.Statement, text: string): Edit {
  const isOfBlock =
    ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent) || ts.isCaseClause(statement.parent);
  if (isOfBlock) return insertAfter(statement, ` ${text}`);
  return replace(statement, source, `{ ${textOf(statement, source)} ${text} }`);
}

/** Calls of a method of this name: `lock.acquire()`. */
export function callsOf(
  parsed: Parsed,
  within: ts.Node,
  name: string,
  { andInFunctions = false } = {},
): readonly (ts.CallExpression & { readonly expression: ts.PropertyAccessExpression })[] {
  const { ts } = parsed;
  const is = (node: ts.Node): node is ts.CallExpression & { readonly expression: ts.PropertyAccessExpression } =>
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && calledName(ts, node) === name;
  return allIn(parsed, within, is, { andInFunctions });
}

/** What a statement changes, by its last name: `free` of `free += size;` and of `this.free--;`. */
export function changedBy({ ts, source }: Parsed, statement: ts.Node): { name: string; text: string } | null {
  if (!ts.isExpressionStatement(statement)) return null;
  const { expression } = statement;
  const target = ts.isBinaryExpression(expression)
    ? /^(?:[-+*/]|\*\*|\?\?)?=$/.test(textOf(expression.operatorToken, source))
      ? expression.left
      : null
    : ts.isPostfixUnaryExpression(expression) || ts.isPrefixUnaryExpression(expression)
      ? expression.operand
      : null;
  if (target === null) return null;
  const text = textOf(target, source);
  const name = /([\w$#]+)$/.exec(text)?.[1];
  return name === undefined ? null : { name, text };
}

/** A number that the program is given and does not use, where it can be read anywhere. */
export function unusedNumbers(parsed: Parsed): readonly { readonly text: string; readonly edits: readonly Edit[] }[] {
  const { ts, source, uses } = parsed;
  return source.statements.flatMap((statement) => {
    const made = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]?.initializer : statement;
    const main = made !== undefined && ts.isCallExpression(made) ? made.arguments[0] : made;
    if (main === undefined || !isFunctionWithBlock(ts, main)) return [];
    if (!/^export\b/.test(textOf(statement, source))) return [];
    const [first] = main.body.statements;
    if (first === undefined) return [];
    return main.parameters
      .filter(({ name, type }) => type?.kind === ts.SyntaxKind.NumberKeyword && ts.isIdentifier(name))
      .map(({ name }) => textOf(name, source))
      .filter((name) => uses.get(name) === 1)
      .map((name) => ({
        text: "given__",
        edits: [
          insertBefore(statement, source, "let given__ = 0; "),
          insertBefore(first, source, `given__ = ${name}; `),
        ],
      }));
  });
}
