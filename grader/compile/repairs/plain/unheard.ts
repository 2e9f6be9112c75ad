import { calledName, insertAfter, replace, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { pieceOf } from "../about.ts";
import { isAsync, type Parsed, type Sketch, type UsualOperator } from "../usual/sketch.ts";
import {
  allIn,
  callsOf,
  doneAfter,
  doneBefore,
  functionsAround,
  functionsOf,
  nameOfFunction,
  ofFile,
} from "../usual/surroundings.ts";
import { enclosingFunction, insertAtEnd, insertBefore, leaves, mayAwait, statementOf } from "../usual/statements.ts";
import { steersASpin } from "./spinning.ts";

/** What others have to hear of: an item that is done, the next one in the row, the last one, all of them. */
export const plainUnheard: readonly UsualOperator[] = [
  notJoined,
  notSaidAsDone,
  oneMoreCall,
  onlyTheLast,
  onlyTheFirst,
  oneSignEach,
];

/** A queue whose items are marked as done, and nobody waits for the last of them. */
function notJoined(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const place = siblings(ts, node);
  if (place === null || !mayAwait(ts, node) || ts.isSourceFile(node.parent)) return [];
  const isEnd =
    /\.cancel\(\)|\.join\(\)/.test(textOf(node, source)) &&
    !ts.isVariableStatement(node) &&
    !ts.isReturnStatement(node);
  if (!isEnd) return [];
  return ofFile(parsed, doneQueues).flatMap((queue): readonly Sketch[] => {
    const all = place.all.map((each) => textOf(each, source)).join("\n");
    if (all.includes(`${queue}.join()`)) return [];
    const about = { kind: "missing", piece: "wait" } as const;
    const text = `await ${queue}.join();`;
    return /\.join\(\)/.test(textOf(node, source))
      ? [{ kind: "not-joined", about, at: node, edits: [doneAfter(parsed, node as ts.Statement, text)] }]
      : [{ kind: "not-joined", about, at: node, edits: [doneBefore(parsed, node as ts.Statement, text)] }];
  });
}

function doneQueues({ source: { text } }: Parsed): readonly string[] {
  return [...new Set([...text.matchAll(/(?<![\w.#])([\w.#]+)\.taskDone\(\)/g)].map(([, name]) => name!))].slice(0, 3);
}

/** An item that is put back counts as done, too: `queue.taskDone();` in one of the branches. */
function notSaidAsDone(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const put = /^(?:await )?([\w.#]+)\.(?:put|putNowait)\(/.exec(textOf(node, source));
  if (put === null || !ts.isExpressionStatement(node)) return [];
  const [, queue] = put;
  const around = enclosingFunction(ts, node);
  if (around === null || !source.text.includes(`${queue}.taskDone()`)) return [];
  const taken = ["get", "getNowait"].flatMap((name) => callsOf(parsed, around, name));
  if (!taken.some(({ expression }) => textOf(expression.expression, source) === queue)) return [];
  const about = { kind: "missing", piece: "done" } as const;
  return [{ kind: "not-said-as-done", about, at: node, edits: [doneAfter(parsed, node, `${queue}.taskDone();`)] }];
}

/** `next();`, which other places call, in the branch that has none, and at the end of what others have to hear of. */
function oneMoreCall(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const about = { kind: "missing", piece: "call" } as const;
  if (ts.isIfStatement(node) && node.elseStatement === undefined && !leaves(ts, node.thenStatement)) {
    return callsFrom(node).map((call) => ({
      kind: "one-more-call",
      about,
      at: node,
      edits: [insertAfter(node, ` else { ${call} }`)],
    }));
  }
  if (!ts.isBlock(node) || !ts.isFunctionLike(node.parent) || node.statements.length === 0) return [];
  return callsFrom(node).map((call) => ({
    kind: "one-more-call",
    about,
    at: node.statements.at(-1)!,
    edits: [insertAtEnd(ts, node.statements, source, call)],
  }));

  function callsFrom(within: ts.Node): readonly string[] {
    const own = functionsAround(parsed, within).map((each) => nameOfFunction(parsed, each));
    const here = textOf(within, source);
    return ofFile(parsed, ownCalls)
      .filter(({ name, text }) => !own.includes(name) && !here.includes(text.slice(0, -1)))
      .slice(0, 2)
      .map(({ text }) => text);
  }
}

/** Statements that only call an own function of no arguments that is not async: `this.#pump();`. */
function ownCalls(parsed: Parsed): readonly { readonly name: string; readonly text: string }[] {
  const { ts, source } = parsed;
  const names = new Set(
    functionsOf(parsed).flatMap(({ made }) => {
      const name = nameOfFunction(parsed, made);
      return name === null || made.parameters.length > 0 || isAsync(ts, made) ? [] : [name];
    }),
  );
  const seen = new Set<string>();
  const is = (each: ts.Node): each is ts.ExpressionStatement => ts.isExpressionStatement(each);
  return allIn(parsed, source, is, { andInFunctions: true }).flatMap((statement) => {
    const name = calledName(ts, statement.expression);
    const text = `${textOf(statement.expression, source)};`;
    if (name === null || !names.has(name) || seen.has(text) || !text.endsWith("();")) return [];
    seen.add(text);
    return [{ name, text }];
  });
}

/** `open--; await table.put(null);`, by everybody who leaves, where only the last should. */
function onlyTheLast(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const place = siblings(ts, node);
  if (!ts.isExpressionStatement(node) || place === null || steersASpin(ts, node)) return [];
  const before = place.all.slice(0, place.index).map((each) => textOf(each, source));
  const counters = before.flatMap((text) => /^([\w.#]+)(?:--| -= 1);?$/.exec(text)?.[1] ?? []);
  return counters.slice(-1).map((name) => ({
    kind: "only-the-last",
    about: { kind: "missing", piece: "condition" },
    at: node,
    edits: [replace(node, source, `if (${name} === 0) { ${textOf(node, source)} }`)],
  }));
}

/** `const one = waiting.shift(); if (one) tell(one);`, where all of them should hear of it. */
function onlyTheFirst(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const place = siblings(ts, node);
  if (!ts.isVariableStatement(node) || place === null || ts.isSourceFile(node.parent)) return [];
  const list = /= ([\w.#]+)\.(?:shift|pop)\(\)/.exec(textOf(node, source))?.[1];
  const next = place.all[place.index + 1];
  if (list === undefined || next === undefined || ts.isVariableStatement(next)) return [];
  // What is put back is there for ever.
  if (textOf(next, source).includes(`${list}.push(`)) return [];
  const edits = [insertBefore(node, source, `while (${list}.length > 0) { `), insertAfter(next, " }")];
  return [
    { kind: "only-the-first", about: { kind: "other", piece: pieceOf(ts, statementOf(ts, next)) }, at: next, edits },
  ];
}

/** `await belt.put(null);` once, where each of several workers takes one. */
function oneSignEach(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isExpressionStatement(node) || siblings(ts, node) === null) return [];
  if (
    !/^(?:await )?[\w.#]+\.(?:put|putNowait|push)\((?:"[^"]*"|null|undefined|[A-Z_]+|\{ [\w: "]* \})\);?$/.test(
      textOf(node, source),
    )
  )
    return [];
  return ofFile(parsed, howManyWorkers).map((bound) => ({
    kind: "one-sign-each",
    about: { kind: "missing", piece: "loop" },
    at: node,
    edits: [replace(node, source, `for (let n__ = 0; n__ < ${bound}; n__++) { ${textOf(node, source)} }`)],
  }));
}

/** How many tasks are made alike, as it is written. */
function howManyWorkers({ source: { text } }: Parsed): readonly string[] {
  const loops = [...text.matchAll(/for \([^;]{0,80}; \w+ < ([\w.#]+); [^)]{0,80}\)[^;]{0,300}createTask\(/g)];
  const lists = [...text.matchAll(/length: ([\w.#]+) \}[^;]{0,300}createTask\(/g)];
  return [...new Set([...loops, ...lists].map(([, bound]) => bound!))].slice(0, 2);
}
