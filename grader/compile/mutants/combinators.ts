import type { ts, TypeScript } from "../typescript.ts";
import type { Candidate, Operator } from "./mutant.ts";
import { calledName, replace, textOf, withoutTask } from "./syntax.ts";

/** What is awaited of `await gather(…)` or `await Promise.all(…)`. */
function combined(ts: TypeScript, node: ts.Node): ts.CallExpression | null {
  if (!ts.isAwaitExpression(node) || !ts.isCallExpression(node.expression)) return null;
  const call = node.expression;
  if (ts.isIdentifier(call.expression)) return call.expression.text === "gather" ? call : null;
  return /^Promise\s*\.\s*all$/.test(call.expression.getText()) ? call : null;
}

/** Results of several: in a loop, of the first one only, in another order. */
export function combinatorOperators(ts: TypeScript): readonly Operator[] {
  return [
    (node, source) => {
      const call = combined(ts, node);
      if (call === null) return [];
      const all = listOf(ts, call, source);
      const name = calledName(ts, call) === "gather" ? "gather" : "Promise.all";
      const loop = inALoop(ts, call, source);
      const found: Candidate[] = [
        {
          kind: "first-only",
          what: `${name} becomes Promise.race`,
          edits: [replace(node, source, `([await Promise.race(${all})] as never)`)],
        },
        {
          kind: "first-only",
          what: `${name} becomes Promise.any`,
          edits: [replace(node, source, `([await Promise.any(${all})] as never)`)],
        },
      ];
      // Nobody sees the order of results that are thrown away.
      if (!ts.isExpressionStatement(node.parent)) {
        found.push({
          kind: "results-swapped",
          what: `the results of ${name} are reversed`,
          edits: [replace(node, source, `([...(${textOf(node, source)} as readonly unknown[])].reverse() as never)`)],
        });
      }
      if (loop !== null) {
        found.push({
          kind: "in-a-loop",
          what: `${name} becomes a loop that awaits`,
          edits: [replace(node, source, loop)],
        });
      }
      return found;
    },
    swappedNames(ts),
  ];
}

function listOf(ts: TypeScript, call: ts.CallExpression, source: ts.SourceFile): string {
  const [first] = call.arguments;
  const isList =
    first !== undefined &&
    !ts.isSpreadElement(first) &&
    (call.arguments.length === 1 || ts.isObjectLiteralExpression(call.arguments[1]!)) &&
    (calledName(ts, call) === "all" || !isCallOfOwn(ts, first));
  return isList ? textOf(first, source) : `[${call.arguments.map((each) => textOf(each, source)).join(", ")}]`;
}

/** `gather(load(1))` has one coroutine, `gather(ids.map(load))` a list. */
function isCallOfOwn(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && !["map", "from", "filter", "flatMap"].includes(calledName(ts, node) ?? "");
}

/** Each made and awaited before the next one is. */
function inALoop(ts: TypeScript, call: ts.CallExpression, source: ts.SourceFile): string | null {
  const [first, ...others] = works(ts, call);
  if (first === undefined) return null;
  const list = ts.isSpreadElement(first) ? first.expression : first;
  const mapped = ts.isCallExpression(list) && ts.isPropertyAccessExpression(list.expression) ? list : null;
  if (mapped !== null && calledName(ts, mapped) === "map" && mapped.arguments.length === 1) {
    const items = textOf((mapped.expression as ts.PropertyAccessExpression).expression, source);
    const each = textOf(mapped.arguments[0]!, source);
    return `(await (async () => { const all: unknown[] = []; for (const [i, item] of ${items}.entries()) all.push(await (${each} as (item: unknown, i: number) => PromiseLike<unknown>)(item, i)); return all; })() as never)`;
  }
  if (others.length > 0) {
    const waits = [first, ...others].map((each) => {
      if (ts.isSpreadElement(each)) return null;
      const work =
        ts.isCallExpression(each) && calledName(ts, each) === "createTask" ? withoutTask(ts, each, source) : null;
      return `await ${work ?? textOf(each, source)}`;
    });
    return waits.includes(null) ? null : `([${waits.join(", ")}] as never)`;
  }
  if (!ts.isIdentifier(list) || holdsTasks(list.text, source)) return null;
  return `(await (async () => { const all: unknown[] = []; for (const each of ${list.text}) all.push(await each); return all; })() as never)`;
}

/** What is waited for together, without the options behind it. */
function works(ts: TypeScript, call: ts.CallExpression): readonly ts.Expression[] {
  const [first, second] = call.arguments;
  if (first !== undefined && ts.isArrayLiteralExpression(first)) return first.elements;
  return second !== undefined && ts.isObjectLiteralExpression(second) ? [first!] : call.arguments;
}

/** They run already: in what order they are awaited makes no difference to the time. */
function holdsTasks(name: string, source: ts.SourceFile): boolean {
  return new RegExp(`\\b${name}(?:\\.push\\(| = )[^;]*\\bcreateTask\\(`).test(source.text);
}

/** `await first` and `await second` in neighboring statements, each for the other. */
function swappedNames(ts: TypeScript): Operator {
  return (node, source) => {
    if (!ts.isBlock(node)) return [];
    const found: Candidate[] = [];
    for (const [i, statement] of node.statements.entries()) {
      const next = node.statements[i + 1];
      if (next === undefined) break;
      const [a, b] = [awaitedName(ts, statement), awaitedName(ts, next)];
      if (a === null || b === null || a.text === b.text) continue;
      found.push({
        kind: "results-swapped",
        what: `\`${a.text}\` and \`${b.text}\` swap places`,
        edits: [replace(a, source, b.text), replace(b, source, a.text)],
      });
    }
    return found;
  };
}

/** The name that a statement awaits in order to use what comes of it. */
function awaitedName(ts: TypeScript, statement: ts.Statement): ts.Identifier | null {
  let found: ts.Identifier | null = null;
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isAwaitExpression(node) && ts.isIdentifier(node.expression) && !ts.isExpressionStatement(node.parent)) {
      found ??= node.expression;
    }
    ts.forEachChild(node, look);
  };
  look(statement);
  return found;
}
