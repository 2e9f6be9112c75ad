import type { ts, TypeScript } from "../typescript.ts";
import { pieceOf } from "./about.ts";
import { type Change, rangeOf } from "./change.ts";
import type { About } from "./repair.ts";

/** A part that only one of them can do without: undefined when nothing but the whole can be changed, null when it makes no difference. */
export function oneSided(ts: TypeScript, a: ts.Node, b: ts.Node, role: string): Change | null | undefined {
  if (ts.isIfStatement(a) && ts.isIfStatement(b)) return tail(ts, a.elseStatement, b.elseStatement, b, " else ");
  if (ts.isTryStatement(a) && ts.isTryStatement(b)) {
    if (role === "finallyBlock") {
      const isNeeded = a.finallyBlock === undefined && (a.catchClause === undefined || b.catchClause === undefined);
      return isNeeded ? undefined : tail(ts, a.finallyBlock, b.finallyBlock, b, " finally ", "finally");
    }
    if (a.finallyBlock === undefined || b.finallyBlock === undefined) return undefined;
    return tail(ts, a.catchClause, b.catchClause, b.tryBlock, " ", "catch");
  }
  if (ts.isCatchClause(a) && ts.isCatchClause(b)) {
    const { variableDeclaration } = a;
    if (variableDeclaration === undefined) return null;
    return tail(ts, variableDeclaration, undefined, b.getFirstToken()!, " (", "catch", ")");
  }
  return undefined;
}

function tail(
  ts: TypeScript,
  solution: ts.Node | undefined,
  submission: ts.Node | undefined,
  before: ts.Node,
  word: string,
  piece?: About["piece"],
  close = "",
): Change | undefined {
  if (submission === undefined) {
    const at = before.getEnd();
    return {
      solution: [solution!],
      submission: [],
      shown: rangeOf(before),
      about: { kind: "missing", piece: piece ?? pieceOf(ts, firstOf(ts, solution!)) },
      gap: null,
      edits: (render) => [{ start: at, end: at, text: word + render(solution!) + close }],
    };
  }
  const previous = before === submission.parent ? previousOf(ts, submission) : before;
  return {
    solution: [],
    submission: [submission],
    shown: rangeOf(submission),
    about: { kind: "extra", piece: piece ?? pieceOf(ts, firstOf(ts, submission)) },
    gap: null,
    edits: () => [{ start: previous.getEnd(), end: submission.getEnd(), text: "" }],
  };
}

export function firstOf(ts: TypeScript, node: ts.Node): ts.Node {
  return ts.isBlock(node) ? (node.statements[0] ?? node) : node;
}

/** The part of the same statement that stands before. */
function previousOf(ts: TypeScript, node: ts.Node): ts.Node {
  let previous = node;
  ts.forEachChild(node.parent, (child) => {
    if (child.getEnd() <= node.pos) previous = child;
  });
  return previous;
}
