import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { allIn } from "../usual/surroundings.ts";

/** Locks: given back during one wait, and one of its own for each object. */
export const plainHeld: readonly UsualOperator[] = [givenBackMeanwhile, oneOfTheClass];

/** `lock.with(async () => { …; await f(); … })`: held but for that wait. */
function givenBackMeanwhile(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const held = heldIn();
  if (held === null) return [];
  const is = (inner: ts.Node): inner is ts.AwaitExpression => ts.isAwaitExpression(inner);
  return allIn(parsed, held.within, is)
    .filter(({ expression }) => !textOf(expression, source).startsWith(`${held.lock}.`))
    .slice(0, 3)
    .map((wait) => {
      const text = `await (async () => { ${held.lock}.release(); try { return ${textOf(wait, source)}; } finally { await ${held.lock}.acquire(); } })()`;
      // A line that begins with a bracket goes on with the one before it, where that has no semicolon.
      const edits = [replace(wait, source, ts.isExpressionStatement(wait.parent) ? text : `(${text})`)];
      return { kind: "given-back-meanwhile", about: { kind: "order", piece: "lock" }, at: wait, edits };
    });

  function heldIn(): { lock: string; within: ts.Node } | null {
    if (calledName(ts, node) === "with" && ts.isCallExpression(node) && node.arguments.length === 1) {
      if (!ts.isPropertyAccessExpression(node.expression) || !ts.isFunctionLike(node.arguments[0]!)) return null;
      return { lock: textOf(node.expression.expression, source), within: node.arguments[0]! };
    }
    if (!ts.isTryStatement(node) || node.finallyBlock === undefined) return null;
    const lock = /^\{\s*([\w.#]+)\.release\(\);?\s*\}$/.exec(textOf(node.finallyBlock, source))?.[1];
    return lock === undefined ? null : { lock, within: node.tryBlock };
  }
}

/** `private static readonly lock`: one for all objects of the class. */
function oneOfTheClass(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isPropertyDeclaration(node) || !ts.isClassDeclaration(node.parent) || node.parent.name === undefined)
    return [];
  const mark = node.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  if (mark === undefined || node.initializer === undefined || !ts.isNewExpression(node.initializer)) return [];
  const [owner, name] = [textOf(node.parent.name, source), textOf(node.name, source)];
  const is = (inner: ts.Node): inner is ts.PropertyAccessExpression =>
    ts.isPropertyAccessExpression(inner) &&
    textOf(inner.expression, source) === owner &&
    textOf(inner.name, source) === name;
  const uses = allIn(parsed, node.parent, is, { andInFunctions: true });
  if (uses.length === 0 || node.parent.members.some(isUsedWithoutObject)) return [];
  const edits = [
    { start: mark.getStart(source), end: node.name.getStart(source), text: rest() },
    ...uses.map(({ expression }) => replace(expression, source, "this")),
  ];
  return [{ kind: "one-of-the-class", about: { kind: "other", piece: "lock" }, at: node, edits }];

  /** In what is static itself there is no object that it could be one of. */
  function isUsedWithoutObject(member: ts.ClassElement): boolean {
    const isStatic =
      ts.isClassStaticBlockDeclaration(member) ||
      (ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === mark!.kind) === true);
    return isStatic && new RegExp(`\\b(?:this|${owner})\\.${name}\\b`).test(textOf(member, source));
  }

  function rest(): string {
    return source.text.slice(mark!.end, (node as ts.PropertyDeclaration).name.getStart(source)).trimStart();
  }
}
