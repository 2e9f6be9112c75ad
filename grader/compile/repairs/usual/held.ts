import { calledName, insertAfter, remove, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { calls, doneBy, insertBefore, leaves, statementsOf, waits } from "./statements.ts";

export const heldUsuals: readonly UsualOperator[] = [heldDuringAWait, takenTooEarly, heldByTheCaller];

/** The name before `.acquire()` and the like in a statement that does only that. */
function receiver({ ts, source }: Parsed, statement: ts.Statement, name: string): string | null {
  const done = doneBy(ts, statement);
  if (done === null || calledName(ts, done) !== name || !ts.isCallExpression(done)) return null;
  return ts.isPropertyAccessExpression(done.expression) ? textOf(done.expression.expression, source) : null;
}

interface Acquired {
  readonly statement: ts.Statement;
  readonly lock: string;
  /** What stands behind it in the same block. */
  readonly behind: readonly ts.Statement[];
}

/** Where something is acquired by a statement of its own. */
function acquiredIn(parsed: Parsed, node: ts.Node): readonly Acquired[] {
  const all = statementsOf(parsed.ts, node);
  if (all === null || parsed.ts.isSourceFile(node)) return [];
  return all.flatMap((statement, i): readonly Acquired[] => {
    const lock = receiver(parsed, statement, "acquire");
    return lock === null ? [] : [{ statement, lock, behind: all.slice(i + 1) }];
  });
}

/** What a lock is held for between `acquire` and `release`, and needs none. */
function heldDuringAWait(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  return acquiredIn(parsed, node).flatMap(({ lock, behind }): readonly Sketch[] => {
    const end = behind.findIndex((each) => receiver(parsed, each, "release") === lock);
    return behind.slice(0, Math.max(end, 0)).flatMap((each): readonly Sketch[] => {
      const done = doneBy(ts, each);
      if (done === null || !waits(ts, each) || textOf(done, source).startsWith(`${lock}.`)) return [];
      const edits = [insertBefore(each, source, `${lock}.release(); `), insertAfter(each, ` await ${lock}.acquire();`)];
      return [{ kind: "held-during-a-wait", about: { kind: "order", piece: "lock" }, at: each, edits }];
    });
  });
}

/** `await lock.acquire();` before a wait that needs no lock; who leaves before it is taken gives nothing back. */
function takenTooEarly(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  return acquiredIn(parsed, node).flatMap(({ statement, lock, behind }): readonly Sketch[] => {
    const passed: ts.Statement[] = [];
    const found: Sketch[] = [];
    for (const [i, each] of behind.entries()) {
      if (ts.isReturnStatement(each) || receiver(parsed, each, "release") === lock || found.length === 2) break;
      passed.push(each);
      if (!passed.some((other) => waits(ts, other))) continue;
      const given = passed.flatMap((other) => givenBackIn(other, lock));
      const next = behind[i + 1];
      // Together with the question of whether it went well.
      if (
        next !== undefined &&
        ts.isIfStatement(next) &&
        leaves(ts, next) &&
        calls(ts, next, ["release"]) &&
        found.length === 0 &&
        passed.length === 1 &&
        ts.isVariableStatement(each)
      )
        continue;
      const edits = [
        remove(statement, source),
        ...given.map((other) => remove(other, source)),
        insertAfter(each, ` ${textOf(statement, source)}`),
      ];
      found.push({ kind: "taken-too-early", about: { kind: "order", piece: "lock" }, at: statement, edits });
    }
    return found;
  });

  function givenBackIn(statement: ts.Statement, lock: string): readonly ts.Statement[] {
    const found: ts.Statement[] = [];
    const look = (inner: ts.Node): void => {
      if (ts.isExpressionStatement(inner) && receiver(parsed, inner, "release") === lock) found.push(inner);
      if (!ts.isFunctionLike(inner)) ts.forEachChild(inner, look);
    };
    look(statement);
    return found;
  }
}

/** `lines.with(async () => await readLevel(x))`, also while that pauses: only around what it asks for. */
function heldByTheCaller(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (calledName(ts, node) !== "with" || !ts.isCallExpression(node) || node.arguments.length !== 1) return [];
  const [made] = node.arguments;
  if (made === undefined || !ts.isArrowFunction(made) || ts.isBlock(made.body)) return [];
  const work = ts.isAwaitExpression(made.body) ? made.body.expression : made.body;
  const name = calledName(ts, work);
  if (name === null) return [];
  const asked: ts.CallExpression[] = [];
  const lookIn = (inner: ts.Node): void => {
    if (ts.isAwaitExpression(inner) && ts.isCallExpression(inner.expression)) {
      const isQuick = ["sleep", "json", "text", "acquire", "wait"].includes(calledName(ts, inner.expression) ?? "");
      if (!isQuick) asked.push(inner.expression);
    }
    ts.forEachChild(inner, lookIn);
  };
  const lookFor = (inner: ts.Node): void => {
    const isOwn =
      (ts.isFunctionDeclaration(inner) ||
        ts.isMethodDeclaration(inner) ||
        ts.isVariableDeclaration(inner) ||
        ts.isPropertyDeclaration(inner)) &&
      inner.name?.getText(source) === name;
    if (isOwn) lookIn(inner);
    ts.forEachChild(inner, lookFor);
  };
  lookFor(source);
  const held = textOf(node.expression, source);
  return asked
    .filter((each) => each.end <= node.pos || node.end <= each.pos)
    .slice(0, 2)
    .map((each) => ({
      kind: "held-by-the-caller",
      about: { kind: "order", piece: "lock" },
      at: node,
      edits: [
        replace(node, source, textOf(work, source)),
        replace(each, source, `${held}(async () => await ${textOf(each, source)})`),
      ],
    }));
}
