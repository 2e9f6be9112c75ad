import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { allIn, ofFile } from "../usual/surroundings.ts";
import { steersASpin } from "./spinning.ts";

/** What a call of the library is told besides, how many a barrier is for, and the words of a type. */
export const plainOptions: readonly UsualOperator[] = [optionExtra, otherCount, otherWordOfType, looksAtTasks];

/** `gather(all, { returnExceptions: true })`: without it, or with it. */
function optionExtra(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isCallExpression(node)) return [];
  const name = calledName(ts, node);
  const last = node.arguments.at(-1);
  const about = { kind: "other", piece: "argument" } as const;
  if (last !== undefined && ts.isObjectLiteralExpression(last) && node.arguments.length > 1) {
    if (name !== "gather" && name !== "wait") return [];
    const before = node.arguments.at(-2)!;
    const edits = [{ start: before.getEnd(), end: last.getEnd(), text: "" }];
    return [{ kind: "option-extra", about, at: node, edits }];
  }
  if (name !== "gather" || last === undefined) return [];
  const isList = node.arguments.length === 1 && !ts.isSpreadElement(last);
  const all = node.arguments.map((each) => textOf(each, source)).join(", ");
  const text = `${isList ? all : `[${all}]`}, { returnExceptions: true }`;
  const edits = [{ start: node.arguments[0]!.getStart(source), end: last.getEnd(), text }];
  return [{ kind: "option-extra", about, at: node, edits }];
}

/** `new Barrier(n)`, where one more comes, or one less. */
function otherCount(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isNewExpression(node) || !/^(?:Barrier|Semaphore|Queue)$/.test(calledName(ts, node) ?? "")) return [];
  const [count] = node.arguments ?? [];
  if (count === undefined || ts.isNumericLiteral(count)) return [];
  const isSimple = ts.isIdentifier(count) || ts.isPropertyAccessExpression(count);
  const text = isSimple ? textOf(count, source) : `(${textOf(count, source)})`;
  return [`${text} + 1`, `${text} - 1`].map((each) => ({
    kind: "other-count",
    about: { kind: "other", piece: "number" },
    at: count,
    edits: [replace(count, source, each)],
  }));
}

/** `kind === "failed"`, where `"skipped"` is meant as well. */
function otherWordOfType(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isBinaryExpression(node) || !ts.isStringLiteral(node.right)) return [];
  const operator = textOf(node.operatorToken, source);
  if (operator !== "===" && operator !== "!==") return [];
  // What is called or awaited there would be so twice.
  const isTwice = (each: ts.Node): each is ts.Expression => ts.isCallExpression(each) || ts.isAwaitExpression(each);
  if (isTwice(node.left) || allIn(parsed, node.left, isTwice).length > 0 || steersASpin(ts, node)) return [];
  const { text } = node.right;
  const words = ofFile(parsed, unions).find((each) => each.includes(text)) ?? [];
  const [left, right] = [textOf(node.left, source), textOf(node.right, source)];
  const joint = operator === "===" ? "||" : "&&";
  return words
    .filter((word) => word !== text)
    .slice(0, 3)
    .map((word) => ({
      kind: "other-word-of-type",
      about: { kind: "other", piece: "condition" },
      at: node,
      edits: [replace(node, source, `(${left} ${operator} ${right} ${joint} ${left} ${operator} "${word}")`)],
    }));
}

/** `"done" | "failed" | "skipped"`; each word once. */
function unions({ source: { text } }: Parsed): readonly (readonly string[])[] {
  const written = [...text.matchAll(/"\w+"(?:\s*\|\s*"\w+")+/g)].map(([all]) =>
    [...all.matchAll(/\w+/g)].map(([word]) => word),
  );
  // Kinds of a union of objects.
  const kinds = [...text.matchAll(/\b(?:kind|type|state|status): "(\w+)"/g)].map(([, word]) => word!);
  return [...written, [...new Set(kinds)]].filter((words) => words.length > 1);
}

/** Of a list that is looked through for tasks that are done, the list. */
const asked =
  /(?<![\w.)\]#$])(\[\.\.\.[\w.#$]+(?:\.(?:keys|values)\(\))?\]|[A-Za-z_$][\w.#$]*(?:\.(?:keys|values)\(\))?)\.(?:filter|find|some|every)\([^;]*\.done\(\)/;

/** `await sleep(33); const done = tasks.filter((task) => task.done());`: waits for the first of them instead. */
function looksAtTasks(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const statement = node.parent?.parent;
  if (calledName(ts, node) !== "sleep" || !ts.isAwaitExpression(node.parent) || !ts.isExpressionStatement(statement))
    return [];
  const loop = loopAround(statement);
  const behind = source.text.slice(statement.end, Math.min(statement.parent.end, statement.end + 200));
  const looked = asked.exec(behind) ?? asked.exec(headOf(loop));
  if (looked === null) return [];
  const all = looked[1]!.startsWith("[") ? looked[1]! : `[...${looked[1]!}]`;
  const list = /[\w.#$]+(?=\.(?:keys|values)|\]?$)/.exec(looked[1]!)?.[0].replace(/^\.\.\./, "") ?? "";
  // Those that are done and still there would be found at once, for ever.
  const isLeft = new RegExp(
    `(?<![\\w.])${list.replaceAll(/[^\w]/g, ".")}(?: = |\\.(?:delete|splice|pop|shift)\\()`,
  ).test(loop === null ? "" : textOf(loop, source));
  const open = isLeft ? all : `${all}.filter((each__) => !each__.done())`;
  const edits = [replace(node, source, `wait__(${open}, { returnWhen: "FIRST_COMPLETED" })`)];
  return [{ kind: "looks-at-tasks", about: { kind: "other", piece: "sleep" }, at: node, edits }];

  function loopAround(within: ts.Node): ts.IterationStatement | null {
    for (let at = within.parent; at !== undefined && !ts.isFunctionLike(at); at = at.parent) {
      if (ts.isIterationStatement(at, false)) return at;
    }
    return null;
  }

  function headOf(around: ts.IterationStatement | null): string {
    if (around === null || (!ts.isWhileStatement(around) && !ts.isDoStatement(around))) return "";
    return textOf(around.expression, source).slice(0, 200);
  }
}
