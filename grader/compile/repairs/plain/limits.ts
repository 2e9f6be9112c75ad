import { calledName, insertAfter, replace, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { functionsAround, functionsOf, ofFile } from "../usual/surroundings.ts";
import { bound, declaredBy, insertBefore, isInside, mayAwait, waits } from "../usual/statements.ts";

/** What should end with the function: the time it may take, and the tasks that it has made. */
export const plainLimits: readonly UsualOperator[] = [countedAnew, leftAtWork];

/** `await ask(patience)`, each time anew: of one limit for the whole function what is left of it. */
function countedAnew(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isIdentifier(node) || !/ms$|timeout|patience|limit|within|budget|seconds|deadline/i.test(node.text))
    return [];
  const around = functionsAround(parsed, node)[0];
  const first = around?.body.statements[0];
  if (around === undefined || first === undefined || first.end > node.pos) return [];
  const isGiven = functionsAround(parsed, node).some(({ parameters }) =>
    parameters.flatMap(({ name }) => bound(ts, name)).includes(node.text),
  );
  if (!isGiven || !isAwaitedArgument()) return [];
  const edits = [
    insertBefore(first, source, "const since__ = getRunningLoop__().time(); "),
    replace(node, source, `(${node.text} - (getRunningLoop__().time() - since__))`),
  ];
  return [{ kind: "counted-anew", about: { kind: "other", piece: "argument" }, at: node, edits }];

  function isAwaitedArgument(): boolean {
    const holder = ts.isPropertyAssignment(node.parent) ? node.parent.parent.parent : node.parent;
    if (!ts.isCallExpression(holder) || calledName(ts, holder) === "sleep") return false;
    return ts.isAwaitExpression(holder.parent) && isInside(ts, node, around as unknown as ts.Statement);
  }
}

/** `const asked = [createTask(…)];` in a function that may be over before they are. */
function leftAtWork(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const place = siblings(ts, node);
  if (!ts.isVariableStatement(node) || place === null || ts.isSourceFile(node.parent) || !mayAwait(ts, node)) return [];
  const [name, ...more] = declaredBy(ts, node);
  const last = place.all.at(-1)!;
  if (name === undefined || more.length > 0 || last === node || waits(ts, node)) return [];
  const behind = source.text.slice(node.getStart(source), last.getEnd());
  const makers = ["createTask", ...ofFile(parsed, taskMakers)].join("|");
  const isTasks =
    new RegExp(`\\b(?:${makers})\\(`).test(textOf(node, source)) ||
    new RegExp(`(?<![.\\w])${name}\\.push\\([^;]{0,300}\\b(?:${makers})\\(`).test(behind);
  if (!isTasks) return [];
  const isList = new RegExp(
    `(?<![.\\w])${name}\\.(?:push|map|forEach|length)\\b|\\.\\.\\.${name}\\b|of ${name}\\b|wait\\(${name}\\b`,
  ).test(behind);
  const all = isList ? `[...${name}]` : `[${name}]`;
  const edits = [
    insertAfter(node, " try {"),
    insertAfter(last, ` } finally { for (const each__ of ${all}) each__.cancel(); await wait__(${all}); }`),
  ];
  return [{ kind: "left-at-work", about: { kind: "missing", piece: "finally" }, at: node, edits }];
}

/** Own functions that give a task. */
function taskMakers(parsed: Parsed): readonly string[] {
  return functionsOf(parsed).flatMap(({ made, text }) => {
    // Only a plain name can be called by it, and be sought as it is written.
    const name = made.name !== undefined && parsed.ts.isIdentifier(made.name) ? made.name.text : null;
    return name !== null && /return createTask\(/.test(text) ? [name] : [];
  });
}
