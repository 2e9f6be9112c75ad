import { calledName, insertAfter, replace, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { isAsync, type Parsed, type Sketch, type UsualOperator } from "../usual/sketch.ts";
import { callsOf, functionsAround, functionsOf, nameOfFunction, ofFile } from "../usual/surroundings.ts";
import { mayAwait } from "../usual/statements.ts";

/** What is not tidied up: an entry of what has failed, something that has to be closed. */
export const plainLeftBehind: readonly UsualOperator[] = [keptAfterFailure, neverClosed];

/** `entries.set(key, …)`, which is still there when the work for it has failed. */
function keptAfterFailure(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const around = ts.isCatchClause(node) || ts.isAwaitExpression(node) ? functionsAround(parsed, node)[0] : undefined;
  if (around === undefined || (ts.isAwaitExpression(node) && /\bcatch\b/.test(textOf(around.body, source)))) return [];
  const about = { kind: "missing", piece: "statement" } as const;
  return ofFile(parsed, keptEntries).flatMap(({ key, out }): readonly Sketch[] => {
    const isKnown =
      key.startsWith("this.") ||
      new RegExp(`(?<![\\w.])${key.replaceAll(/[^\w]/g, ".")}\\b`).test(textOf(around, source));
    if (!isKnown || textOf(around, source).includes(out.slice(0, -1))) return [];
    if (ts.isCatchClause(node)) {
      const start = node.block.getStart(source) + 1;
      return [{ kind: "kept-after-failure", about, at: node, edits: [{ start, end: start, text: ` ${out}` }] }];
    }
    const text = `await (async () => { try { return ${textOf(node, source)}; } catch (error__) { ${out} throw error__; } })()`;
    const edits = [replace(node, source, ts.isExpressionStatement(node.parent) ? text : `(${text})`)];
    return [{ kind: "kept-after-failure", about, at: node, edits }];
  });
}

/** What takes out again what is put in under a key. */
function keptEntries(parsed: Parsed): readonly { readonly key: string; readonly out: string }[] {
  const { ts, source } = parsed;
  return callsOf(parsed, source, "set", { andInFunctions: true }).flatMap((call) => {
    const [key] = call.arguments;
    if (call.arguments.length !== 2 || key === undefined || ts.isStringLiteral(key)) return [];
    const text = textOf(key, source);
    return [{ key: text, out: `${textOf(call.expression.expression, source)}.delete(${text});` }];
  });
}

/** `close()`, which nobody calls. */
function neverClosed(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const place = siblings(ts, node);
  if (!ts.isVariableStatement(node) || place === null || ts.isSourceFile(node.parent)) return [];
  const { name, initializer } = node.declarationList.declarations[0]!;
  if (initializer === undefined || !ts.isIdentifier(name)) return [];
  if (!ts.isNewExpression(initializer) && !ts.isCallExpression(initializer)) return [];
  const last = place.all.at(-1)!;
  // What is handed on is closed by somebody else.
  if (last === node || new RegExp(`\\breturn ${name.text};?$`).test(textOf(last, source))) return [];
  return ofFile(parsed, uncalled)
    .filter(({ isAwaited, owner }) => {
      if (isAwaited && !mayAwait(ts, node)) return false;
      return !ts.isNewExpression(initializer) || owner === null || owner === calledName(ts, initializer);
    })
    .slice(0, 2)
    .map(({ called, isAwaited }) => {
      const text = `${isAwaited ? "await " : ""}${name.text}.${called}();`;
      const edits = [insertAfter(node, " try {"), insertAfter(last, ` } finally { ${text} }`)];
      return { kind: "never-closed", about: { kind: "missing", piece: "call" }, at: last, edits };
    });
}

interface Uncalled {
  readonly called: string;
  readonly isAwaited: boolean;
  /** The class that it is a method of; null of an object. */
  readonly owner: string | null;
}

/** Methods that end something, and are never called. */
function uncalled(parsed: Parsed): readonly Uncalled[] {
  const { ts, source } = parsed;
  return functionsOf(parsed).flatMap(({ made }) => {
    const name = nameOfFunction(parsed, made) ?? keyOf(made);
    const isEnd = /^(?:close|stop|end|finish|shut[dD]own|dispose|leave|quit)(?:[A-Z]\w*)?$/;
    if (name === null || made.parameters.length > 0 || !isEnd.test(name) || source.text.includes(`.${name}(`))
      return [];
    const holder = ts.isMethodDeclaration(made) ? made.parent : made.parent.parent;
    if (!ts.isClassLike(holder) && !ts.isObjectLiteralExpression(holder)) return [];
    const owner = ts.isClassLike(holder) && holder.name !== undefined ? holder.name.text : null;
    return [{ called: name, isAwaited: isAsync(ts, made), owner }];
  });

  function keyOf({ parent }: ts.Node): string | null {
    return ts.isPropertyAssignment(parent) ? textOf(parent.name, source) : null;
  }
}
