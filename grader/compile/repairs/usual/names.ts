import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { numbersAround } from "./limits.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, enclosingFunction } from "./statements.ts";

export const nameUsuals: readonly UsualOperator[] = [
  nameUnread,
  restOfThePattern,
  pushedAsTheyCome,
  inOrderOfArrival,
  sameDelay,
  limitUnread,
];

/** The names that are read in a piece of code; not what is called, and not properties. */
function readsIn({ ts }: Parsed, within: ts.Node): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node) && isRead(node)) found.push(node);
    ts.forEachChild(node, look);
  };
  const isRead = (name: ts.Identifier): boolean => {
    const { parent } = name;
    if (ts.isShorthandPropertyAssignment(parent)) return false;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== name;
    const isOwnName = (parent as { name?: ts.Node }).name === name;
    return !isOwnName;
  };
  look(within);
  return found;
}

/** A parameter or loop variable that nobody reads, where another name is read instead. */
function nameUnread(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source, uses } = parsed;
  const isLoop = ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer);
  if (!isLoop && !ts.isArrowFunction(node)) return [];
  const names = isLoop
    ? (node.initializer as ts.VariableDeclarationList).declarations.flatMap(({ name }) => bound(ts, name))
    : (node as ts.ArrowFunction).parameters.slice(0, 1).flatMap(({ name }) => bound(ts, name));
  const unread = names.filter((name) => uses.get(name) === 1);
  const within = isLoop ? (node as ts.ForOfStatement).statement : (node as ts.ArrowFunction).body;
  return unread.flatMap((name) =>
    readsIn(parsed, within)
      .toSorted((a, b) => Number(isAsked(a)) - Number(isAsked(b)))
      .slice(0, 4)
      .map((read) => ({
        kind: "name-unread" as const,
        about: { kind: "other", piece: "name" } as const,
        at: read,
        edits: [replace(read, source, name)],
      })),
  );

  /** `failed` of `failed.has(x)`: it is rather `x` that is wrong. */
  function isAsked({ parent }: ts.Node): boolean {
    return ts.isPropertyAccessExpression(parent);
  }
}

/** `for (const [a, b] of jobs)` with one more that is not named, where the first is read twice. */
function restOfThePattern(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isArrayBindingPattern(node) || node.elements.length === 0) return [];
  const declared = node.parent.parent;
  const within = ts.isVariableDeclarationList(declared)
    ? ts.isForOfStatement(declared.parent)
      ? declared.parent.statement
      : null
    : ts.isFunctionLike(node.parent.parent) && "body" in node.parent.parent
      ? ((node.parent.parent.body as ts.Node | undefined) ?? null)
      : null;
  if (within === null || /\.\.\./.test(textOf(node, source))) return [];
  const own = bound(ts, node);
  const read = readsIn(parsed, within).filter(({ text }) => own.includes(text));
  const again = read.filter(({ text }, i) => read.findIndex((each) => each.text === text) < i);
  const end = node.getEnd() - 1;
  return again.slice(0, 3).map((each) => ({
    kind: "rest-of-the-pattern",
    about: { kind: "other", piece: "name" },
    at: each,
    edits: [{ start: end, end, text: ", more__" }, replace(each, source, "more__")],
  }));
}

/** `found.push(x)` by several at once, who know the place that it belongs to. */
function pushedAsTheyCome(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isForOfStatement(node) || !ts.isVariableDeclarationList(node.initializer)) return [];
  const pattern = node.initializer.declarations[0]?.name;
  if (pattern === undefined || !ts.isArrayBindingPattern(pattern)) return [];
  const [first] = pattern.elements;
  if (first === undefined) return [];
  const isHole = ts.isOmittedExpression(first);
  if (!isHole && !(ts.isIdentifier(first.name) && /^_|^i$|place|index|position|slot|turn|at/i.test(first.name.text)))
    return [];
  const place = isHole ? "place__" : textOf(first.name, source);
  const pushes: ts.CallExpression[] = [];
  const look = (inner: ts.Node): void => {
    if (calledName(ts, inner) === "push" && ts.isCallExpression(inner) && inner.arguments.length === 1)
      pushes.push(inner);
    ts.forEachChild(inner, look);
  };
  look(node.statement);
  const lists = new Set(pushes.map(({ expression }) => textOf(expression, source)));
  if (lists.size !== 1 || pushes.length === 0) return [];
  const list = [...lists][0]!.replace(/\.push$/, "");
  const edits = [
    ...(isHole ? [{ start: first.getStart(source), end: first.getStart(source), text: place }] : []),
    ...pushes.map((push) => replace(push, source, `${list}[${place}] = ${textOf(push.arguments[0]!, source)}`)),
  ];
  return [{ kind: "pushed-as-they-come", about: { kind: "other", piece: "statement" }, at: pushes.at(-1)!, edits }];
}

/** `[...found.values()]`, in the order in which it was put there, and not of what was asked for. */
function inOrderOfArrival(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isArrayLiteralExpression(node) || node.elements.length !== 1) return [];
  const [spread] = node.elements;
  if (spread === undefined || !ts.isSpreadElement(spread)) return [];
  const isValues = calledName(ts, spread.expression) === "values";
  const isEntries = calledName(ts, spread.expression) === "entries";
  const map =
    isValues || isEntries
      ? ((spread.expression as ts.CallExpression).expression as ts.PropertyAccessExpression).expression
      : spread.expression;
  const asked = textOf(map, source);
  const name = /[\w#]+$/.exec(asked)?.[0];
  if (name === undefined || !new RegExp(`${name}(?::[^=;]*)?\\s*= new Map\\b`).test(source.text)) return [];
  const lists: string[] = [];
  for (let around = enclosingFunction(ts, node); around !== null; around = enclosingFunction(ts, around)) {
    for (const each of around.parameters) {
      if (each.type !== undefined && /^(?:string|number)\[\]$/.test(textOf(each.type, source)))
        lists.push(...bound(ts, each.name));
    }
  }
  return lists.slice(0, 2).map((list) => {
    const value = `${asked}.get(key__)!`;
    const text = `${list}.map((key__) => ${isValues ? value : `[key__, ${value}] as const`})`;
    return {
      kind: "in-order-of-arrival",
      about: { kind: "other", piece: "statement" },
      at: node,
      edits: [replace(node, source, text)],
    };
  });
}

/** `xs.map((x) => createTask(f(x, gapMs)))`: the same delay for all of them, which should come one after the other. */
function sameDelay(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (calledName(ts, node) !== "map" && calledName(ts, node) !== "forEach") return [];
  const [each] = (node as ts.CallExpression).arguments;
  if (each === undefined || !ts.isArrowFunction(each) || each.parameters.length !== 1) return [];
  const [param] = each.parameters;
  const numbers = numbersAround(parsed, node);
  const isArgument = ({ parent }: ts.Node): boolean => ts.isCallExpression(parent);
  const read = readsIn(parsed, each.body).filter((name) => numbers.includes(name.text) && isArgument(name));
  const written = textOf(param!, source);
  const isBare = !/^(?:async\s*)?\(/.test(textOf(each, source));
  const counted = replace(param!, source, isBare ? `(${written}, turn__)` : `${written}, turn__`);
  return read.slice(0, 2).map((name) => ({
    kind: "same-delay",
    about: { kind: "other", piece: "argument" },
    at: name,
    edits: [counted, replace(name, source, `turn__ * ${name.text}`)],
  }));
}

/** A constant for the limit, though there is a parameter that nobody reads. */
function limitUnread(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source, uses } = parsed;
  if (!ts.isNewExpression(node)) return [];
  const [limit] = node.arguments ?? [];
  if (limit === undefined || !ts.isIdentifier(limit)) return [];
  const unread = numbersAround(parsed, node).filter((name) => uses.get(name) === 1);
  return unread.map((name) => ({
    kind: "name-unread",
    about: { kind: "other", piece: "number" },
    at: limit,
    edits: [replace(limit, source, name)],
  }));
}
