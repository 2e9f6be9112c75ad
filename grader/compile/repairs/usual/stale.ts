import { remove, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { declaredBy, insertBefore, leaves, movedAfter, usesAny, waits } from "./statements.ts";

export const staleUsuals: readonly UsualOperator[] = [staleValue, staleQuestion];

/** What tasks give is work, and no state that could be read later. */
const ofTasks = /\b(?:asCompleted|createTask|gather|Promise|taskGroup|wait|waitFor)\b/;

/** `const left = this.free - n; await …; this.free = left;`: reckoned before a wait, and used behind it. */
function staleValue(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isVariableStatement(node) || !readsState(node)) return [];
  const place = siblings(ts, node);
  const names = declaredBy(ts, node);
  if (place === null || names.length === 0 || ts.isSourceFile(node.parent)) return [];
  let after = place.all.slice(place.index + 1);
  let isBehindAWait = false;
  let first: ts.Statement | undefined;
  for (;;) {
    const users = after.filter((each) => usesAny(ts, each, names));
    if (users[0] === undefined) return [];
    first = users[0];
    isBehindAWait ||= after.slice(0, after.indexOf(first)).some((each) => waits(ts, each));
    const inner = users.length === 1 ? blockWithAll(first) : null;
    if (inner === null) break;
    if (waits(ts, first) && ts.isFunctionLike(inner.parent)) isBehindAWait = true;
    after = inner.statements.slice();
  }
  if (!isBehindAWait) return [];
  const edits = [remove(node, source), insertBefore(first, source, `${textOf(node, source)} `)];
  return [{ kind: "stale-value", about: { kind: "order", piece: "statement" }, at: node, edits }];

  /** The outermost block within a statement that has all that uses it, and is run once: `try`, or what a lock is held for. */
  function blockWithAll(statement: ts.Statement): ts.Block | null {
    let block: ts.Block | null = null;
    let isElsewhere = false;
    const look = (inner: ts.Node): void => {
      if (ts.isIdentifier(inner) && names.includes(inner.text)) isElsewhere = true;
      const { parent } = inner;
      const isOnce =
        ts.isBlock(inner) &&
        ((ts.isTryStatement(parent) && parent.tryBlock === inner) ||
          (ts.isArrowFunction(parent) &&
            ts.isCallExpression(parent.parent) &&
            ts.isAwaitExpression(parent.parent.parent)));
      if (isOnce && block === null && usesAny(ts, inner, names)) block = inner;
      else ts.forEachChild(inner, look);
    };
    ts.forEachChild(statement, look);
    return isElsewhere ? null : block;
  }

  function readsState(statement: ts.VariableStatement): boolean {
    return statement.declarationList.declarations.every(({ initializer }) => {
      if (initializer === undefined || ts.isFunctionLike(initializer) || ts.isNewExpression(initializer)) return false;
      if (ts.isPropertyAccessExpression(initializer) || ts.isBinaryExpression(initializer)) return true;
      return waits(ts, initializer) && !ofTasks.test(textOf(initializer, source));
    });
  }
}

/** `if (full) return; await …; enter();`: asked before a wait during which the answer changes. */
function staleQuestion(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIfStatement(node) || node.elseStatement !== undefined || !leaves(ts, node.thenStatement)) return [];
  if (waits(ts, node)) return [];
  const place = siblings(ts, node);
  if (place === null || ts.isSourceFile(node.parent)) return [];
  const behind = place.all.slice(place.index + 1).filter((each) => waits(ts, each) && !leaves(ts, each));
  return behind.slice(0, 2).map((wait) => ({
    kind: "stale-question",
    about: { kind: "order", piece: "condition" },
    at: node,
    edits: movedAfter(node, wait, source),
  }));
}
