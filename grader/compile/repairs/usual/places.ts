import { calledName, insertAfter, remove, replace, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { calls, declaredBy, insertBefore, leaves, mayAwait, usesAny, waits } from "./statements.ts";

export const placeUsuals: readonly UsualOperator[] = [behindABranch, besideATry, sharedByAllTurns, waitedInTheTurn];

const telling = ["reschedule", "cancel", "set", "clear", "notify", "notifyAll", "release", "setResult", "resolve"];

/** Whether its place matters to others: it waits, or lets others know. */
function isStep({ ts }: Parsed, statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && (waits(ts, statement) || calls(ts, statement, telling));
}

/** What is done in any case, behind an `if`, that should be done only there. */
function behindABranch(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isIfStatement(node) || node.elseStatement !== undefined || !ts.isBlock(node.thenStatement)) return [];
  const place = siblings(ts, node);
  const last = node.thenStatement.statements.at(-1);
  const next = place?.all[place.index + 1];
  if (last === undefined || leaves(ts, last) || next === undefined || !isStep(parsed, next)) return [];
  const edits = [insertAfter(last, ` ${textOf(next, source)}`), remove(next, source)];
  return [{ kind: "into-the-branch", about: { kind: "order", piece: "condition" }, at: next, edits }];
}

/** A wait that comes before or after what a `finally` does. */
function besideATry(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isTryStatement(node)) return [];
  const place = siblings(ts, node);
  const { statements } = node.tryBlock;
  const last = statements.at(-1);
  if (place === null || last === undefined) return [];
  const about = { kind: "order", piece: node.finallyBlock === undefined ? "catch" : "finally" } as const;
  const found: Sketch[] = [];
  const next = place.all[place.index + 1];
  if (next !== undefined && isStep(parsed, next) && !leaves(ts, last)) {
    const edits = [insertAfter(last, ` ${textOf(next, source)}`), remove(next, source)];
    found.push({ kind: "into-the-try", about, at: next, edits });
  }
  const cleanup = node.finallyBlock?.statements.at(-1);
  if (next !== undefined && cleanup !== undefined && isStep(parsed, next)) {
    const edits = [insertAfter(cleanup, ` ${textOf(next, source)}`), remove(next, source)];
    found.push({ kind: "into-the-try", about, at: next, edits });
  }
  const own = statements.flatMap((each) => declaredBy(ts, each));
  if (statements.length > 1 && isStep(parsed, last) && !usesAny(ts, last, own)) {
    const edits = [remove(last, source), insertAfter(node, ` ${textOf(last, source)}`)];
    found.push({ kind: "out-of-the-try", about, at: last, edits });
  }
  // What comes last but for the result, whether it went well or not.
  const step = ts.isReturnStatement(last) ? statements.at(-2) : undefined;
  if (step !== undefined && node.finallyBlock === undefined && isStep(parsed, step) && !usesAny(ts, step, own)) {
    const edits = [remove(step, source), insertAfter(node, ` finally { ${textOf(step, source)} }`)];
    found.push({ kind: "out-of-the-try", about: { kind: "missing", piece: "finally" }, at: step, edits });
  }
  return found;
}

/** `let pause = 40;` before the loop or the function in which it grows, that should begin anew each time. */
function sharedByAllTurns(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isVariableStatement(node) || (node.declarationList.flags & ts.NodeFlags.Let) === 0) return [];
  const place = siblings(ts, node);
  const names = declaredBy(ts, node);
  if (place === null || names.length !== 1 || waits(ts, node)) return [];
  const users = place.all.slice(place.index + 1).filter((each) => usesAny(ts, each, names));
  if (users.length !== 1) return [];
  const found: ts.Block[] = [];
  const look = (inner: ts.Node): void => {
    if (found.length === 2) return;
    const isBody =
      ts.isBlock(inner) && (ts.isFunctionLike(inner.parent) || ts.isIterationStatement(inner.parent, false));
    if (isBody && inner.statements.length > 0 && holdsAll(inner)) found.push(inner);
    ts.forEachChild(inner, look);
  };
  look(users[0]!);
  return found.map((block) => ({
    kind: "one-for-all-turns",
    about: { kind: "order", piece: "loop" },
    at: node,
    edits: [remove(node, source), insertBefore(block.statements[0]!, source, `${textOf(node, source)} `)],
  }));

  function holdsAll(block: ts.Block): boolean {
    let isElsewhere = false;
    const seek = (inner: ts.Node): void => {
      if (inner === block) return;
      if (ts.isIdentifier(inner) && inner.text === names[0]) isElsewhere = true;
      ts.forEachChild(inner, seek);
    };
    seek(users[0]!);
    return !isElsewhere;
  }
}

/** A wait in each turn of a loop, for which the next turn need not wait: all of them in a loop of their own behind it. */
function waitedInTheTurn(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isForOfStatement(node) || !ts.isBlock(node.statement) || !mayAwait(ts, node)) return [];
  const { statements } = node.statement;
  return statements.flatMap((statement, i): readonly Sketch[] => {
    if (!ts.isExpressionStatement(statement) || !ts.isAwaitExpression(statement.expression) || i === 0) return [];
    if (calledName(ts, statement.expression.expression) === "sleep") return [];
    const edits = [
      insertBefore(node, source, "const later__: (() => Promise<void>)[] = []; "),
      replace(statement, source, `later__.push(async () => { ${textOf(statement, source)} });`),
      insertAfter(node, " for (const each__ of later__) await each__();"),
    ];
    return [{ kind: "wait-in-the-turn", about: { kind: "order", piece: "loop" }, at: statement, edits }];
  });
}
