import { replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";

/** The first one is left out; only what fails is tidied up. */
export const plainConditions: readonly UsualOperator[] = [firstOneToo, alsoWhenWell];

/** `n % 3 === 0` is true of 0. */
function firstOneToo(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isBinaryExpression(node) || !/^={2,3}$/.test(textOf(node.operatorToken, source))) return [];
  if (textOf(node.right, source) !== "0" || !ts.isBinaryExpression(node.left)) return [];
  if (textOf(node.left.operatorToken, source) !== "%") return [];
  const edits = [replace(node, source, `(${textOf(node.left.left, source)} > 0 && ${textOf(node, source)})`)];
  return [{ kind: "first-one-too", about: { kind: "other", piece: "condition" }, at: node, edits }];
}

/** `try { … } finally { … }`: only where it fails. */
function alsoWhenWell(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isTryStatement(node) || node.finallyBlock === undefined || node.catchClause !== undefined) return [];
  const { finallyBlock, tryBlock } = node;
  const inner = source.text.slice(finallyBlock.getStart(source) + 1, finallyBlock.getEnd() - 1);
  const edits = [
    { start: tryBlock.getEnd(), end: finallyBlock.getEnd(), text: ` catch (error__) {${inner} throw error__; }` },
  ];
  return [{ kind: "also-when-well", about: { kind: "other", piece: "finally" }, at: finallyBlock, edits }];
}
