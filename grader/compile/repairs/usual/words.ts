import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts, TypeScript } from "../../typescript.ts";
import { bare } from "../tree.ts";
import type { Sketch } from "./sketch.ts";

/** A number or a piece of text, and what it is for. */
interface Word {
  readonly node: ts.Node;
  readonly value: string;
  readonly isNumber: boolean;
  /** `sleep`, `Semaphore 0`, `=== status`, `returnWhen`: nothing where its place does not say. */
  readonly role: string;
}

/** What a solution says. None of it is shown to anybody. */
export interface Vocabulary {
  readonly words: readonly Word[];
}

/** More are not tried. */
const MOST = 6;

/** Words too small to tell one program from another. */
const common = new Set(["0", "1", "2", ""]);

export function vocabularyOf(ts: TypeScript, sources: readonly ts.SourceFile[]): Vocabulary {
  return { words: sources.flatMap((source) => wordsOf(ts, source)) };
}

/** The numbers of a solution that a submission has not. */
export function numbersOf({ words }: Vocabulary, text: string): readonly string[] {
  const numbers = words.filter((each) => each.isNumber && !common.has(each.value)).map(({ value }) => value);
  return [...new Set(numbers)].filter(
    (each) => !new RegExp(`(?<![\\w.])${each}\\b`).test(text.replaceAll(/(?<=\d)_(?=\d)/g, "")),
  );
}

/** Words that a solution has not, in the place of which it has others that the submission has not: those that are for the same. */
export function otherWords(ts: TypeScript, source: ts.SourceFile, { words: there }: Vocabulary): readonly Sketch[] {
  if (there.length === 0) return [];
  const here = wordsOf(ts, source);
  const has = (words: readonly Word[], { value, isNumber }: Word): boolean =>
    words.some((each) => each.value === value && each.isNumber === isNumber);
  const odd = here.filter((each) => !has(there, each));
  const lacking = there.filter((each) => !has(here, each) && !(each.isNumber && common.has(each.value)));
  const pairs = odd.flatMap((from) =>
    lacking
      .filter((to) => to.isNumber === from.isNumber)
      .map((to) => ({ from, to, distance: distanceOf(from, to) }))
      .filter(({ distance }) => distance < 3),
  );
  const sorted = pairs.toSorted((a, b) => a.distance - b.distance);
  const seen = new Set<string>();
  return sorted
    .filter(({ from, to }) => {
      const key = `${from.node.pos} ${to.value}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .slice(0, MOST)
    .map(({ from: { node, isNumber, value }, to }) => ({
      kind: "other-word",
      about: { kind: "other", piece: isNumber ? "number" : "text" },
      at: node,
      edits: [
        isNumber
          ? replace(node, source, to.value)
          : replace(
              node,
              source,
              textOf(node, source).replace(value, () => to.value),
            ),
      ],
    }));
}

/** The smaller, the likelier is one meant where the other stands. */
function distanceOf(from: Word, to: Word): number {
  if (from.role !== "" && from.role === to.role) return 0;
  if (from.isNumber) {
    const [a, b] = [from, to].map(({ role }) => timed.test(role));
    if (a && b) return 1;
    return from.role === "" || to.role === "" ? 2 : 3;
  }
  // Paths, say: nearly the same, and not meant for people.
  return isNear(from.value, to.value) ? 1 : 3;
}

const timed = /sleep|timeout|waitFor|pause|patience|delay|wait/i;

function isNear(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 2) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return (start + end) / Math.max(a.length, b.length) >= 0.6 || a.toLowerCase() === b.toLowerCase();
}

function wordsOf(ts: TypeScript, source: ts.SourceFile): readonly Word[] {
  const words: Word[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isNumericLiteral(node))
      words.push({ node, value: `${Number(node.text)}`, isNumber: true, role: roleOf(ts, node, source) });
    else if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
      // Written as it is read, or else not told apart.
      if (textOf(node, source).includes(node.text))
        words.push({ node, value: node.text, isNumber: false, role: roleOf(ts, node, source) });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return words;
}

function roleOf(ts: TypeScript, word: ts.Node, source: ts.SourceFile): string {
  let node = word;
  while (
    ts.isTemplateExpression(node.parent) ||
    ts.isTemplateSpan(node.parent) ||
    bare(ts, node.parent) === node ||
    ts.isArrayLiteralExpression(node.parent) ||
    (ts.isBinaryExpression(node.parent) &&
      ["+", "*", "/", "-", "**"].includes(textOf(node.parent.operatorToken, source)))
  ) {
    node = node.parent;
  }
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const name = calledName(ts, parent) ?? "";
    if (name === "Error" || /^(?:log|error|warn|push)$/.test(name)) return "";
    return `${name} ${parent.arguments?.indexOf(node as ts.Expression)}`;
  }
  if (ts.isPropertyAssignment(parent)) return textOf(parent.name, source);
  if (ts.isBinaryExpression(parent)) {
    const other = parent.left === node ? parent.right : parent.left;
    return /([\w$]+)(?:\(\))?$/.exec(textOf(other, source))?.[1] ?? "";
  }
  if (ts.isCaseClause(parent)) return /([\w$]+)$/.exec(textOf(parent.parent.parent.expression, source))?.[1] ?? "";
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent))
    return roleOfName(textOf(parent.name, source), source);
  return "";
}

/** What a constant is for tells its name, or who is given it. */
function roleOfName(name: string, { text }: ts.SourceFile): string {
  const user = new RegExp(
    `\\b(sleep|timeout|waitFor|Semaphore|Queue|Barrier)\\([^()]*\\b${name.replaceAll(/\W/g, ".")}\\b`,
  ).exec(text)?.[1];
  return user === undefined ? name : `${user} 0`;
}
