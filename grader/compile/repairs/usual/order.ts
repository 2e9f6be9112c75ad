import { calledName, insertAfter, remove, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Piece } from "../repair.ts";
import type { UsualKind } from "./likelihood.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import {
  calls,
  declaredBy,
  doneBy,
  insertBefore,
  leaves,
  movedAfter,
  movedBefore,
  statementsOf,
  usesAny,
  waits,
} from "./statements.ts";

export const orderUsuals: readonly UsualOperator[] = [
  cancelledLate,
  cancelledInTurn,
  tooEarly,
  begunLate,
  readBeforeTheWait,
  aroundALoop,
];

/** `for (const task of tasks) { task.cancel(); await wait([task]); }`: the second goes on until the first has left. */
function cancelledInTurn(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isForOfStatement(node) || !waits(ts, node.statement) || !ts.isBlock(node.statement)) return [];
  const cancel = node.statement.statements.find((each) => calledName(ts, doneBy(ts, each) ?? each) === "cancel");
  if (cancel === undefined) return [];
  const head = source.text.slice(node.getStart(source), node.statement.getStart(source));
  const edits = [insertBefore(node, source, `${head}{ ${textOf(cancel, source)} } `)];
  return [{ kind: "cancel-late", about: { kind: "order", piece: "cancel" }, at: cancel, edits }];
}

/** `ticker.cancel();` only after something else has been waited for. */
function cancelledLate(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const all = statementsOf(ts, node);
  if (all === null || ts.isSourceFile(node)) return [];
  return all.flatMap((statement, i) => {
    if (!calls(ts, statement, ["cancel"]) || waits(ts, statement) || declaredBy(ts, statement).length > 0) return [];
    return upwards(i).map((before) => ({
      kind: "cancel-late" as const,
      about: { kind: "order", piece: "cancel" } as const,
      at: statement,
      edits: movedBefore(statement, before, source),
    }));
  });

  /** The waits that it could come before, the nearest first. */
  function upwards(from: number): readonly ts.Statement[] {
    const found: ts.Statement[] = [];
    for (const before of all!.slice(0, from).toReversed()) {
      if (usesAny(ts, all![from]!, declaredBy(ts, before)) || found.length === 3) break;
      if (waits(ts, before)) found.push(before);
    }
    return found;
  }
}

const early: readonly (readonly [name: string, kind: UsualKind, piece: Piece])[] = [
  ["taskDone", "done-early", "done"],
  ["release", "release-early", "release"],
  ["set", "signal-early", "signal"],
  ["notify", "signal-early", "signal"],
  ["notifyAll", "signal-early", "signal"],
  ["time", "read-early", "statement"],
];

/** What says that something is done, or gives back a lock, before the wait that it belongs behind. */
function tooEarly(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const all = statementsOf(ts, node);
  if (all === null || ts.isSourceFile(node)) return [];
  return all.flatMap((statement, i): readonly Sketch[] => {
    const [, kind, piece] = early.find(([name]) => calls(ts, statement, [name])) ?? [];
    if (kind === undefined || piece === undefined || waits(ts, statement)) return [];
    const names = declaredBy(ts, statement);
    const found: ts.Statement[] = [];
    for (const behind of all.slice(i + 1)) {
      if (ts.isReturnStatement(behind) || usesAny(ts, behind, names) || found.length === 3) break;
      if (waits(ts, behind)) found.push(behind);
    }
    const last = all.at(-1)!;
    if (kind === "done-early" && found.length > 0 && !found.includes(last) && !leaves(ts, last)) found.unshift(last);
    return found.map((behind) => ({
      kind,
      about: { kind: "order", piece },
      at: statement,
      edits: movedAfter(statement, behind, source),
    }));
  });
}

/** Tasks that are made, or a lock that is given back, only after something that need not come first. */
function begunLate(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const all = statementsOf(ts, node);
  if (all === null || ts.isSourceFile(node)) return [];
  return all.flatMap((statement, i): readonly Sketch[] => {
    if (waits(ts, statement)) return [];
    const isRelease = calls(ts, statement, ["release"]);
    if (!isRelease && !calls(ts, statement, ["createTask"])) return [];
    const found: ts.Statement[] = [];
    for (const before of all.slice(0, i).toReversed()) {
      if (usesAny(ts, statement, declaredBy(ts, before)) || calls(ts, before, ["acquire"])) break;
      if (waits(ts, before) && found.length < 2) found.push(before);
    }
    return found.map((before) => ({
      kind: isRelease ? "release-late" : "task-late",
      about: { kind: "order", piece: isRelease ? "release" : "await" },
      // The wait that comes first.
      at: before,
      edits: movedBefore(statement, before, source),
    }));
  });
}

/** `const n = this.n; await f(); this.n = n + 1;`: others have written it meanwhile. */
function readBeforeTheWait(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isVariableStatement(node) || node.declarationList.declarations.length !== 1) return [];
  const all = statementsOf(ts, node.parent);
  const { name, initializer } = node.declarationList.declarations[0]!;
  if (all === null || !ts.isIdentifier(name) || initializer === undefined || waits(ts, initializer)) return [];
  const isState = ts.isPropertyAccessExpression(initializer) || ts.isIdentifier(initializer);
  const reads: ts.Identifier[] = [];
  const look = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner) && inner.text === name.text) reads.push(inner);
    ts.forEachChild(inner, look);
  };
  const after = all.slice(all.indexOf(node) + 1);
  after.forEach(look);
  if (!isState || reads.length === 0 || !after.some((each) => waits(ts, each))) return [];
  const edits = [remove(node, source), ...reads.map((read) => replace(read, source, textOf(initializer, source)))];
  return [{ kind: "read-before-wait", about: { kind: "order", piece: "statement" }, at: node, edits }];
}

/** What stands behind a loop and belongs into it, or is the last in it and belongs behind. */
function aroundALoop(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIterationStatement(node, false) || !ts.isBlock(node.statement)) return [];
  const all = statementsOf(ts, node.parent);
  const next = all?.[all.indexOf(node) + 1];
  const last = node.statement.statements.at(-1);
  const about = { kind: "order", piece: "loop" } as const;
  const found: Sketch[] = [];
  const isPlain = (each: ts.Statement): boolean =>
    ts.isExpressionStatement(each) && calledName(ts, each.expression) !== "push";
  if (next !== undefined && last !== undefined && isPlain(next)) {
    found.push({
      kind: "outside-the-loop",
      about,
      at: next,
      edits: [insertAfter(last, ` ${textOf(next, source)}`), remove(next, source)],
    });
  }
  const inner = node.statement.statements.flatMap(declaredBy.bind(null, ts));
  if (last !== undefined && isPlain(last) && waits(ts, last) && !usesAny(ts, last, inner)) {
    found.push({
      kind: "inside-the-loop",
      about,
      at: last,
      edits: [remove(last, source), insertAfter(node, ` ${textOf(last, source)}`)],
    });
  }
  return found;
}
