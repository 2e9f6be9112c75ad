import { calledName, remove, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { declaredBy } from "./statements.ts";

export const extraUsuals: readonly UsualOperator[] = [awaitedWhereBegun, clearedAtOnce, halfACondition, reckoned];

/** `const task = createTask(…); …; await task;` in a function whose callers only want it begun. */
function awaitedWhereBegun(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || !ts.isAwaitExpression(node.expression) || !ts.isBlock(node.parent)) return [];
  const { statements } = node.parent;
  const { expression: awaited } = node.expression;
  if (statements.at(-1) !== node || !ts.isFunctionLike(node.parent.parent) || !ts.isIdentifier(awaited)) return [];
  const begun = statements.find((each) => declaredBy(ts, each).includes(awaited.text));
  if (begun === undefined || !/\bcreateTask\(/.test(textOf(begun, source))) return [];
  return [
    { kind: "awaited-where-begun", about: { kind: "extra", piece: "await" }, at: node, edits: [remove(node, source)] },
  ];
}

/** `event.clear();` that takes back what others wait for. */
function clearedAtOnce(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || calledName(ts, node.expression) !== "clear" || !ts.isBlock(node.parent))
    return [];
  // Who waits for it in a loop would go on for ever.
  for (let at: ts.Node = node; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isIterationStatement(at, false)) return [];
  }
  return [{ kind: "clear-extra", about: { kind: "extra", piece: "signal" }, at: node, edits: [remove(node, source)] }];
}

/** `if (a && b)`, where one of them is enough. */
function halfACondition(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIfStatement(node)) return [];
  const { expression } = node;
  if (!ts.isBinaryExpression(expression) || !/^(?:&&|\|\|)$/.test(textOf(expression.operatorToken, source))) return [];
  return [expression.right, expression.left].map((half) => ({
    kind: "condition-extra",
    about: { kind: "other", piece: "condition" },
    at: expression,
    edits: [replace(expression, source, textOf(half, source))],
  }));
}

const measured: Readonly<Record<string, number>> = {
  sleep: 0,
  timeout: 0,
  waitFor: 1,
  Semaphore: 0,
  BoundedSemaphore: 0,
  Barrier: 0,
};

/** A limit or a time that is used as it is given, and not less of it: `/ 1000`, `Math.min(n, 2)`, `n - 1 || 1`. */
function reckoned(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const from = measuredIn(node);
  if (from === undefined || ts.isIdentifier(from) || ts.isNumericLiteral(from)) return [];
  const names = new Set<string>();
  let isPlain = true;
  let hasNumber = false;
  const look = (inner: ts.Node): void => {
    if (ts.isNumericLiteral(inner)) hasNumber = true;
    else if (ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner)) names.add(textOf(inner, source));
    else if (ts.isCallExpression(inner)) {
      if (!/^Math\.\w+$/.test(textOf(inner.expression, source))) isPlain = false;
      inner.arguments.forEach(look);
    } else if (ts.isBinaryExpression(inner) || ts.isParenthesizedExpression(inner)) ts.forEachChild(inner, look);
    else if (!ts.isToken(inner)) isPlain = false;
  };
  look(from);
  const [name] = names;
  if (!isPlain || !hasNumber || names.size !== 1 || name === undefined) return [];
  return [
    { kind: "reckoned", about: { kind: "other", piece: "number" }, at: from, edits: [replace(from, source, name)] },
  ];

  function measuredIn(at: ts.Node): ts.Expression | undefined {
    if (ts.isCallExpression(at) || ts.isNewExpression(at))
      return at.arguments?.[measured[calledName(ts, at) ?? ""] ?? 9];
    const isLoop = ts.isForStatement(at) && at.condition !== undefined && ts.isBinaryExpression(at.condition);
    return isLoop ? (at.condition as ts.BinaryExpression).right : undefined;
  }
}
