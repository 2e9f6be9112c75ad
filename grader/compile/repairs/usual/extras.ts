import { calledName, remove, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { declaredBy, doneBy, enclosingFunction } from "./statements.ts";

export const extraUsuals: readonly UsualOperator[] = [awaitedWhereBegun, inVain, halfACondition, reckoned];

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

/** `event.clear();` that takes back what others wait for, a second `release`, a `break` before all is done. */
function inVain(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (ts.isBreakStatement(node)) {
    const loop = loopAround(node);
    // Any other loop would go on for ever.
    if (loop === null || !ts.isForOfStatement(loop)) return [];
    const edits = [replace(node, source, ";")];
    return [{ kind: "break-extra", about: { kind: "extra", piece: "statement" }, at: node, edits }];
  }
  if (!ts.isStatement(node) || !ts.isBlock(node.parent)) return [];
  const done = doneBy(ts, node);
  const name = done === null ? null : calledName(ts, done);
  if (name !== "clear" && name !== "release") return [];
  const text = textOf(node, source);
  const around = enclosingFunction(ts, node);
  const isSecond = around !== null && textOf(around, source).split(text).length > 2;
  if (name === "release" ? !isSecond : loopAround(node) !== null) return [];
  const about = { kind: "extra", piece: name === "clear" ? "signal" : "release" } as const;
  return [{ kind: name === "clear" ? "clear-extra" : "release-extra", about, at: node, edits: [remove(node, source)] }];

  function loopAround(from: ts.Node): ts.Node | null {
    for (let at = from.parent; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
      if (ts.isIterationStatement(at, false) || ts.isSwitchStatement(at)) return at;
    }
    return null;
  }
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
