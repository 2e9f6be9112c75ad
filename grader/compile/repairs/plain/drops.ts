import { remove, replace, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { pieceOf } from "../about.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { leaves, letsALoopWait } from "../usual/statements.ts";
import { spinsUnlessLeft, steersASpin } from "./spinning.ts";

/** Every statement left out, and every question answered otherwise. */
export const plainDrops: readonly UsualOperator[] = [statementDropped, askedInVain, askedTheWrongWay];

function statementDropped(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || siblings(ts, node) === null || ts.isSourceFile(node.parent)) return [];
  if (letsALoopWait(ts, node) || steersASpin(ts, node) || isWork(node)) return [];
  const about = { kind: "extra", piece: pieceOf(ts, node) } as const;
  return [{ kind: "statement-dropped", about, at: node, edits: [remove(node, source)] }];
}

/** A sleep stands for work: whoever leaves it out is faster, whatever was wrong. */
function isWork(statement: ts.ExpressionStatement): boolean {
  return /^await (?:\w+\.)?sleep\(/.test(statement.getText()) && !/\bfinally\s*$/.test(textBefore(statement.parent));
}

function textBefore(node: ts.Node): string {
  return node.getSourceFile().text.slice(0, node.getStart()).slice(-20);
}

/** `if (c) f();`: in any case; `if (c) return;`: never. */
function askedInVain(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIfStatement(node) || siblings(ts, node) === null) return [];
  const { thenStatement, elseStatement, expression } = node;
  const isLeft = leaves(ts, thenStatement);
  if (!isLeft && steersASpin(ts, node)) return [];
  if (isLeft && (letsALoopWait(ts, node) || spinsUnlessLeft(ts, node, "here"))) return [];
  const edit = isLeft
    ? replace(node, source, elseStatement === undefined ? ";" : textOf(elseStatement, source))
    : replace(node, source, textOf(thenStatement, source));
  return [{ kind: "asked-in-vain", about: { kind: "extra", piece: "condition" }, at: expression, edits: [edit] }];
}

function askedTheWrongWay(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const asked = ts.isIfStatement(node) ? node.expression : ts.isConditionalExpression(node) ? node.condition : null;
  if (asked === null || steersASpin(ts, node)) return [];
  const edits = [replace(asked, source, `!(${textOf(asked, source)})`)];
  return [{ kind: "asked-the-wrong-way", about: { kind: "other", piece: "condition" }, at: asked, edits }];
}
