import { calledName, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, insertBefore, statementOf } from "./statements.ts";

export const answerUsuals: readonly UsualOperator[] = [failedTaken];

/** `for (const task of done) return task.result();`: the first that is done may be one that went wrong. */
function failedTaken(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isForOfStatement(node) || !ts.isVariableDeclarationList(node.initializer)) return [];
  const [name, ...more] = node.initializer.declarations.flatMap((each) => bound(ts, each.name));
  if (name === undefined || more.length > 0 || /\bexception\(\)/.test(textOf(node, source))) return [];
  const found: ts.Statement[] = [];
  const look = (inner: ts.Node): void => {
    const isResult = calledName(ts, inner) === "result" && textOf(inner, source).startsWith(`${name}.`);
    if (isResult) found.push(statementOf(ts, inner));
    ts.forEachChild(inner, look);
  };
  look(node.statement);
  return found.slice(0, 1).map((each) => ({
    kind: "failed-taken",
    about: { kind: "missing", piece: "condition" },
    at: each,
    edits: [insertBefore(each, source, `if (${name}.exception() === null) `)],
  }));
}
