import type { ts, TypeScript } from "../typescript.ts";
import type { Candidate, MutantKind, Operator } from "./mutant.ts";
import { calledName, remove, replace, textOf } from "./syntax.ts";

const limited = ["Semaphore", "BoundedSemaphore", "Queue", "PriorityQueue", "LifoQueue"];

/** Limits and numbers of tries that are one off, and locks that are not there. */
export function limitOperators(ts: TypeScript): readonly Operator[] {
  return [
    (node, source) => {
      if (!ts.isNewExpression(node) || !limited.includes(calledName(ts, node) ?? "")) return [];
      const [limit] = node.arguments ?? [];
      return limit === undefined ? [] : oneOff(limit, source, ["limit-plus-one", "limit-minus-one"]);
    },
    (node, source) => {
      const isLoop = ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node);
      if (!isLoop || !awaits(ts, node.statement)) return [];
      const condition = ts.isForStatement(node) ? node.condition : node.expression;
      if (condition === undefined || !ts.isBinaryExpression(condition)) return [];
      const { LessThanToken, LessThanEqualsToken } = ts.SyntaxKind;
      if (condition.operatorToken.kind !== LessThanToken && condition.operatorToken.kind !== LessThanEqualsToken)
        return [];
      return oneOff(condition.right, source, ["retry-plus-one", "retry-minus-one"]);
    },
    (node, source) => {
      if (!ts.isCallExpression(node) || calledName(ts, node) !== "with" || node.arguments.length !== 1) return [];
      const what = `\`${textOf((node.expression as ts.PropertyAccessExpression).expression, source)}\` is not taken`;
      return [
        { kind: "lock-dropped", what, edits: [replace(node, source, `(${textOf(node.arguments[0]!, source)})()`)] },
      ];
    },
    acquiredAndReleased(ts),
  ];
}

function oneOff(limit: ts.Expression, source: ts.SourceFile, kinds: readonly [MutantKind, MutantKind]): Candidate[] {
  const text = textOf(limit, source);
  const isNumber = /^\d+$/.test(text);
  const shifted = (by: number) => (isNumber ? `${Number(text) + by}` : `(${text}) ${by < 0 ? "-" : "+"} 1`);
  return [
    { kind: kinds[0], what: `\`${text}\` becomes one more`, edits: [replace(limit, source, shifted(1))] },
    { kind: kinds[1], what: `\`${text}\` becomes one less`, edits: [replace(limit, source, shifted(-1))] },
  ];
}

function awaits(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => awaits(ts, child) || undefined) === true;
}

/** `await lock.acquire();` … `lock.release();`, both left out. */
function acquiredAndReleased(ts: TypeScript): Operator {
  return (node, source) => {
    if (!ts.isFunctionLike(node)) return [];
    const calls = new Map<string, ts.Statement[]>();
    const look = (child: ts.Node): void => {
      if (ts.isExpressionStatement(child)) {
        const call = ts.isAwaitExpression(child.expression) ? child.expression.expression : child.expression;
        const name = calledName(ts, call);
        if (
          ts.isCallExpression(call) &&
          ts.isPropertyAccessExpression(call.expression) &&
          (name === "acquire" || name === "release")
        ) {
          const owner = textOf(call.expression.expression, source);
          calls.set(owner, [...(calls.get(owner) ?? []), child]);
        }
      }
      if (!ts.isFunctionLike(child)) ts.forEachChild(child, look);
    };
    ts.forEachChild(node, look);
    return [...calls]
      .filter(([, statements]) => statements.length > 1)
      .map(([owner, statements]) => ({
        kind: "lock-dropped" as const,
        what: `\`${owner}\` is not taken`,
        edits: statements.map((statement) => remove(statement, source)),
      }));
  };
}
