import type { Edit } from "../mutants/mutant.ts";
import type { SubmissionFile } from "../program.ts";
import { bare } from "../repairs/tree.ts";
import type { ts, TypeScript } from "../typescript.ts";
import { MOST_WRITES, WRITE_MARK, type WritePlace } from "./write-place.ts";

/** Under names that nobody has. */
const sees = "sees$writes";
const steps = "sees$steps";

/** Longer texts are told apart by their beginnings well enough nowhere. */
const LONGEST_TEXT = 80;

export interface Watched {
  readonly file: SubmissionFile;
  readonly places: readonly WritePlace[];
}

/**
 * The same program, which besides prints every number, text and truth value that it keeps, puts somewhere or returns. Nothing else of it is changed, least
 * of all when anything happens. Null when that cannot be.
 *
 * @param first number of its first place
 */
export function watched(ts: TypeScript, file: SubmissionFile, source: ts.SourceFile, first: number): Watched | null {
  if (file.text.includes("sees$")) return null;
  const places: WritePlace[] = [];
  const edits: Edit[] = [];
  const put = (at: number, text: string): void => void edits.push({ start: at, end: at, text });
  const note = (node: ts.Node, value: ts.Node, place: Pick<WritePlace, "how" | "name">): number => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    const at = { file: file.display, line: line + 1, column: character + 1 };
    const isFirst = ts.isVariableDeclaration(node);
    return first + places.push({ at, ...place, isFirst, isCopy: isCopy(ts, value), ...namesIn(ts, value) }) - 1;
  };
  /** @param owner what has it: an expression that can be read twice */
  const wrap = (value: ts.Node, node: ts.Node, how: WritePlace["how"], name: string | null, owner = ""): void => {
    put(value.getStart(source), `${sees}(${note(node, value, { how, name })}, `);
    put(value.getEnd(), `${owner === "" ? "" : `, ${owner}`})`);
  };
  const textOf = (node: ts.Node): string => node.getText(source);
  const owner = (target: ts.Node): string => {
    if (!isPlainTarget(ts, target)) return "";
    if (ts.isPropertyAccessExpression(target)) return textOf(target.expression);
    return ts.isElementAccessExpression(target)
      ? `${textOf(target.expression)}, ${textOf(target.argumentExpression)}`
      : "";
  };
  const look = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) {
      if (node.initializer !== undefined && !isNoValue(ts, node.initializer) && isNamed(ts, node.name))
        wrap(node.initializer, node, "kept", textOf(node.name));
    } else if (ts.isBinaryExpression(node) && isAssignment(ts, node)) {
      const name = targetName(ts, node.left);
      if (name !== undefined && !isNoValue(ts, node.right)) wrap(node, node, "kept", name, owner(node.left));
    } else if (isStep(ts, node)) {
      const name = targetName(ts, node.operand);
      if (name !== undefined && isPlainTarget(ts, node.operand)) {
        const number = note(node, node, { how: "kept", name });
        const by = owner(node.operand);
        put(node.getStart(source), `${steps}(${number}, `);
        put(node.getEnd(), `, ${textOf(node.operand)}${by === "" ? "" : `, ${by}`})`);
        return;
      }
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const [key, value] = node.arguments;
      const list = isPlainChain(ts, expression) ? textOf(expression) : "";
      if (expression.getText(source) === "console") {
        for (const each of node.arguments)
          if (!ts.isSpreadElement(each) && !isNoValue(ts, each) && !ts.isStringLiteral(each))
            wrap(each, node, "printed", null);
      } else if (["push", "unshift", "add"].includes(name.text)) {
        for (const each of node.arguments)
          if (!ts.isSpreadElement(each) && !isNoValue(ts, each))
            wrap(each, node, "put", lastName(ts, expression), list);
      } else if (name.text === "set" && node.arguments.length === 2 && !isNoValue(ts, value!) && list !== "") {
        wrap(value!, node, "kept", null, isPlainKey(ts, key!) ? `${list}, ${textOf(key!)}` : list);
      }
    } else if (ts.isPropertyAssignment(node)) {
      const name = ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : null;
      if (!isPattern(ts, node.parent) && !isNoValue(ts, node.initializer)) wrap(node.initializer, node, "part", name);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      if (!isPattern(ts, node.parent)) {
        put(
          node.name.getEnd(),
          `: ${sees}(${note(node, node.name, { how: "part", name: node.name.text })}, ${node.name.text})`,
        );
      }
    } else if (ts.isReturnStatement(node) && node.expression !== undefined && !isNoValue(ts, node.expression)) {
      wrap(node.expression, node, "returned", functionName(ts, node));
    } else if (
      ts.isArrowFunction(node) &&
      !ts.isBlock(node.body) &&
      !isNoValue(ts, node.body) &&
      !isQuestion(ts, node)
    ) {
      wrap(node.body, node.body, "returned", functionName(ts, node.body));
    }
    // Where a loop stands tells nothing of a value.
    if (ts.isForStatement(node)) return look(node.statement);
    ts.forEachChild(node, look);
  };
  look(source);
  return { file: { ...file, text: `${edited(file.text, edits)}\n${helper}` }, places };
}

/** Declarations of functions are there before the first line runs. The console is asked for anew: whoever replaces it is heard by nobody. */
const helper = `
function ${sees}(place, value, owner, key) {
  const kind = typeof value;
  if (kind !== "number" && kind !== "string" && kind !== "boolean" && value !== null) return value;
  if (kind === "string" && value.length > ${LONGEST_TEXT}) return value;
  ${sees}.count = (${sees}.count ?? 0) + 1;
  if (${sees}.count > ${MOST_WRITES}) return value;
  const owners = (${sees}.owners ??= new Map());
  if (owner !== undefined && !owners.has(owner)) owners.set(owner, owners.size);
  const shown = kind === "number" ? String(value) : value;
  console.log(${JSON.stringify(WRITE_MARK)} + JSON.stringify([place, kind, shown, owners.get(owner) ?? null, key === undefined ? null : String(key)]));
  return value;
}
function ${steps}(place, given, value, owner, key) {
  ${sees}(place, value, owner, key);
  return given;
}
`;

function edited(text: string, edits: readonly Edit[]): string {
  // Of two that stand at the same place, what ends there comes before what begins, and the outer one begins first: in the order in which they were made,
  // but that an inner end comes before an outer one.
  const sorted = edits.map((edit, i) => ({ ...edit, i })).toSorted((a, b) => a.start - b.start || order(a, b));
  let result = "";
  let next = 0;
  for (const { start, text: put } of sorted) {
    result += text.slice(next, start) + put;
    next = start;
  }
  return result + text.slice(next);
}

interface Placed extends Edit {
  readonly i: number;
}

function order(a: Placed, b: Placed): number {
  const [aEnds, bEnds] = [a, b].map(({ text }) => !text.endsWith(", ")) as [boolean, boolean];
  if (aEnds !== bEnds) return aEnds ? -1 : 1;
  return aEnds ? b.i - a.i : a.i - b.i;
}

function isNamed(ts: TypeScript, name: ts.Node): boolean {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name);
}

/** What is surely no plain value, and what takes its name from where it stands. */
function isNoValue(ts: TypeScript, node: ts.Node): boolean {
  const value = bare(ts, node);
  if (ts.isFunctionLike(value) || ts.isClassExpression(value) || ts.isNewExpression(value)) return true;
  if (ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value)) return true;
  return ts.isCallExpression(value) && value.arguments.some((each) => ts.isFunctionLike(each) && isMaker(ts, value));
}

/** `const f = coroutine(async () => …)` names `f`. */
function isMaker(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  return lastName(ts, expression) === "coroutine";
}

function isAssignment(ts: TypeScript, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isStep(ts: TypeScript, node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return false;
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

/** Null for a key that only a run tells, undefined for what is no name. */
function targetName(ts: TypeScript, target: ts.Node): string | null | undefined {
  const at = bare(ts, target);
  if (ts.isIdentifier(at)) return at.text;
  if (ts.isPropertyAccessExpression(at)) return at.name.text;
  return ts.isElementAccessExpression(at) ? null : undefined;
}

function lastName(ts: TypeScript, node: ts.Node): string | null {
  return targetName(ts, node) ?? null;
}

/** What can be read twice as well as once. */
function isPlainChain(ts: TypeScript, node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isIdentifier(node)) return true;
  if (ts.isNonNullExpression(node)) return isPlainChain(ts, node.expression);
  return ts.isPropertyAccessExpression(node) && isPlainChain(ts, node.expression);
}

function isPlainTarget(ts: TypeScript, target: ts.Node): boolean {
  return ts.isElementAccessExpression(target)
    ? isPlainChain(ts, target.expression) && isPlainKey(ts, target.argumentExpression)
    : isPlainChain(ts, target);
}

function isPlainKey(ts: TypeScript, key: ts.Node): boolean {
  return isPlainChain(ts, key) || ts.isLiteralExpression(key);
}

/** `({ a } = b)`, and an object that is handed on as a pattern. */
function isPattern(ts: TypeScript, object: ts.Node): boolean {
  let at = object;
  while (
    ts.isPropertyAssignment(at.parent) ||
    ts.isObjectLiteralExpression(at.parent) ||
    ts.isArrayLiteralExpression(at.parent)
  )
    at = at.parent;
  const { parent } = at;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === at;
  return ts.isBinaryExpression(parent) && parent.left === at && isAssignment(ts, parent);
}

const questions = new Set(["filter", "find", "findIndex", "findLast", "some", "every", "sort", "toSorted", "forEach"]);

function isQuestion(ts: TypeScript, { parent }: ts.ArrowFunction): boolean {
  return ts.isCallExpression(parent) && questions.has(lastName(ts, parent.expression) ?? "");
}

/** Of the function that returns it: as it is declared, or as what it is kept. */
function functionName(ts: TypeScript, node: ts.Node): string | null {
  let at = node.parent;
  while (at !== undefined && !ts.isFunctionLike(at)) at = at.parent;
  if (at === undefined) return null;
  if (at.name !== undefined && ts.isIdentifier(at.name)) return at.name.text;
  const made = ts.isCallExpression(at.parent) ? at.parent.parent : at.parent;
  return (ts.isVariableDeclaration(made) || ts.isPropertyAssignment(made)) && ts.isIdentifier(made.name)
    ? made.name.text
    : null;
}

/** `a`, `b.a`, `b[i]`, `await a`, `f(x)`, `await f(x)` */
function isCopy(ts: TypeScript, value: ts.Node): boolean {
  const at = bare(ts, value);
  if (ts.isAwaitExpression(at)) return isCopy(ts, at.expression);
  if (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken) return isCopy(ts, at.right);
  if (ts.isPropertyAccessExpression(at)) return at.name.text !== "length" && at.name.text !== "size";
  if (ts.isCallExpression(at)) return true;
  return ts.isIdentifier(at) || ts.isElementAccessExpression(at);
}

function namesIn(ts: TypeScript, value: ts.Node): Pick<WritePlace, "from" | "fields"> {
  const from = new Set<string>();
  const fields = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) return look(node.right);
    if (ts.isIdentifier(node)) from.add(node.text);
    if (ts.isPropertyAccessExpression(node)) {
      (ts.isCallExpression(node.parent) ? from : fields).add(node.name.text);
      return look(node.expression);
    }
    ts.forEachChild(node, look);
  };
  look(value);
  return { from: [...from], fields: [...fields] };
}
