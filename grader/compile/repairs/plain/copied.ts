import { insertAfter, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { allIn, functionsAround, ofFile } from "../usual/surroundings.ts";
import { insertAtEnd, leaves, waits } from "../usual/statements.ts";
import { headOf, isCounted } from "./spinning.ts";

/** What the program does in one place and forgets in another: a way out of a loop, a value that begins anew. */
export const plainCopied: readonly UsualOperator[] = [wayOutForgotten, notReset];

/** `if (enough) break;` of another loop of the same function. */
function wayOutForgotten(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isIterationStatement(node, false) || !ts.isBlock(node.statement) || node.statement.statements.length === 0)
    return [];
  const around = functionsAround(parsed, node)[0];
  if (around === undefined) return [];
  const own = textOf(node.statement, source);
  const is = (each: ts.Node): each is ts.IfStatement =>
    ts.isIfStatement(each) && leaves(ts, each.thenStatement) && textOf(each, source).length < 120;
  const found = new Map<string, string>();
  for (const asked of allIn(parsed, around.body, is)) {
    const condition = textOf(asked.expression, source);
    if (!own.includes(`if (${condition})`) && asked.elseStatement === undefined)
      found.set(condition, `if (${condition}) break;`);
  }
  const { condition } = loopAround(node) ?? {};
  if (condition !== undefined && !own.includes(condition)) found.set(condition, `if (!(${condition})) break;`);
  return [...found.values()].slice(0, 2).map((text) => ({
    kind: "way-out-forgotten",
    about: { kind: "missing", piece: "condition" },
    at: node,
    edits: [insertAtEnd(ts, (node.statement as ts.Block).statements, source, text)],
  }));

  /** What the loop around goes on for. */
  function loopAround(inner: ts.Node): { condition: string } | null {
    for (let at = inner.parent; at !== undefined && !ts.isFunctionLike(at); at = at.parent) {
      if (ts.isWhileStatement(at) && at.expression.kind !== ts.SyntaxKind.TrueKeyword)
        return { condition: textOf(at.expression, source) };
    }
    return null;
  }
}

/** `this.position = 0`, as in the beginning, where something else begins anew. */
function notReset(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return [];
  const { left, operatorToken } = node.expression;
  if (textOf(operatorToken, source) !== "=" || siblings(ts, node) === null) return [];
  const around = functionsAround(parsed, node)[0];
  if (around === undefined || ts.isConstructorDeclaration(around)) return [];
  const isOfThis = textOf(left, source).startsWith("this.");
  return ofFile(parsed, begunWith)
    .filter(
      ({ owner, text }) =>
        owner.startsWith("this.") === isOfThis && !textOf(around.body, source).includes(`${owner} = `) && text !== "",
    )
    .filter(({ owner }) => owner !== textOf(left, source) && !wouldGoOnForEver(owner))
    .slice(0, 2)
    .map(({ text }) => ({
      kind: "not-reset",
      about: { kind: "missing", piece: "statement" },
      at: node,
      edits: [insertAfter(node, ` ${text}`)],
    }));

  /** Counting up to a number, a loop never comes to it: where it does not wait, wherever it stands. */
  function wouldGoOnForEver(owner: string): boolean {
    if (ofFile(parsed, loopsOnTheSpot).some((loop) => loop.includes(owner))) return true;
    for (let at = node.parent; at !== around!.body; at = at.parent) {
      if (isCounted(ts, at) && textOf(headOf(ts, at), source).includes(owner)) return true;
    }
    return false;
  }
}

/** Loops that never wait, as they are written. */
function loopsOnTheSpot(parsed: Parsed): readonly string[] {
  const { ts, source } = parsed;
  const loops = allIn(parsed, source, (each) => isCounted(ts, each), { andInFunctions: true });
  return loops.filter((loop) => !waits(ts, loop)).map((loop) => textOf(loop, source));
}

/** What begins with a number, a list or nothing, and is changed. */
function begunWith(parsed: Parsed): readonly { readonly owner: string; readonly text: string }[] {
  const { ts, source } = parsed;
  const is = (each: ts.Node): each is ts.PropertyDeclaration | ts.VariableDeclaration =>
    ts.isPropertyDeclaration(each) || ts.isVariableDeclaration(each);
  return allIn(parsed, source, is, { andInFunctions: true }).flatMap((each) => {
    const value = each.initializer === undefined ? "" : textOf(each.initializer, source);
    if (!/^(?:\d+|\[\]|null|undefined|true|false|"")$/.test(value)) return [];
    const owner = ts.isPropertyDeclaration(each) ? `this.${textOf(each.name, source)}` : textOf(each.name, source);
    const elsewhere = source.text.slice(0, each.pos) + source.text.slice(each.end);
    const isChanged = new RegExp(`(?<![\\w.])${owner.replaceAll(/[^\w]/g, ".")}(?:\\+\\+|--| [-+*]?=(?!=) )`).test(
      elsewhere,
    );
    return isChanged ? [{ owner, text: `${owner} = ${value};` }] : [];
  });
}
