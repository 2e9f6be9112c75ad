import { calledName, insertAfter, remove, replace, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { allIn } from "../usual/surroundings.ts";
import {
  bound,
  declaredBy,
  ended,
  insertAtEnd,
  insertBefore,
  leaves,
  letsALoopWait,
  mayAwait,
  statementOf,
  usesAny,
  waits,
} from "../usual/statements.ts";
import { steersASpin } from "./spinning.ts";

/** What is made and never awaited, rounds that could go on at the same time, and values that are read again after a wait. */
export const plainWaits: readonly UsualOperator[] = [
  neverAwaited,
  turnsTogether,
  begunInTheLoop,
  reread,
  madeOnce,
  oneOfItsOwn,
  oneAfterTheOther,
];

/** `const over = loop.createFuture();`, handed on, and awaited by nobody here. */
function neverAwaited(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const place = siblings(ts, node);
  if (!ts.isVariableStatement(node) || place === null || ts.isSourceFile(node.parent) || !mayAwait(ts, node)) return [];
  const [name, ...more] = declaredBy(ts, node);
  if (name === undefined || more.length > 0 || !/\b(?:createFuture|createTask)\b/.test(textOf(node, source))) return [];
  const after = place.all.slice(place.index + 1);
  if (after.length === 0 || new RegExp(`await ${name}\\b`).test(after.map((each) => textOf(each, source)).join("\n")))
    return [];
  return [
    {
      kind: "never-awaited",
      about: { kind: "missing", piece: "await" },
      at: node,
      edits: [insertAtEnd(ts, place.all, source, `await ${name};`)],
    },
  ];
}

/** All rounds of a loop at the same time. */
function turnsTogether(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isForOfStatement(node) || node.awaitModifier !== undefined || !mayAwait(ts, node)) return [];
  const { initializer, expression, statement } = node;
  if (!ts.isVariableDeclarationList(initializer) || calledName(ts, expression) === "asCompleted") return [];
  if (!waits(ts, statement) || leaves(ts, statement)) return [];
  const each = textOf(initializer.declarations[0]!.name, source);
  const body = ts.isBlock(statement) ? textOf(statement, source) : `{ ${textOf(statement, source)} }`;
  const all = `await gather__(...[...${textOf(expression, source)}].map((${each}) => createTask__(async () => ${body})));`;
  return [
    {
      kind: "turns-together",
      about: { kind: "order", piece: "await" },
      at: firstWait(statement),
      edits: [replace(node, source, all)],
    },
  ];

  function firstWait(within: ts.Statement): ts.Node {
    const is = (inner: ts.Node): inner is ts.AwaitExpression => ts.isAwaitExpression(inner);
    return allIn(parsed, within, is)[0] ?? within;
  }
}

/** `for (;;) { …; await carry(bag); }`: begun there, and all awaited behind the loop. */
function begunInTheLoop(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || !ts.isAwaitExpression(node.expression) || letsALoopWait(ts, node)) return [];
  const call = node.expression.expression;
  if (!ts.isCallExpression(call) || /^(?:sleep|wait|get|put|join|acquire|gather)$/.test(calledName(ts, call) ?? ""))
    return [];
  let loop: ts.Node = node.parent;
  while (!ts.isIterationStatement(loop, false)) {
    if (ts.isFunctionLike(loop) || ts.isSourceFile(loop)) return [];
    loop = loop.parent;
  }
  if (siblings(ts, loop) === null) return [];
  const start = loop.getStart(source);
  const edits = [
    { start, end: start, text: "const begun__: Task__<unknown>[] = []; " },
    replace(node, source, `begun__.push(createTask__(async () => await ${textOf(call, source)}));`),
    insertAfter(loop, " await gather__(...begun__);"),
  ];
  return [{ kind: "begun-in-the-loop", about: { kind: "order", piece: "await" }, at: node, edits }];
}

/** `const slots = timetable();` in each worker, where one is for all. */
function oneOfItsOwn(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isVariableStatement(node) || !ts.isBlock(node.parent) || waits(ts, node)) return [];
  const made = node.parent.parent;
  if (!ts.isFunctionLike(made) || node.parent.statements[0] !== node) return [];
  const outside = ts.isFunctionDeclaration(made) ? made : statementOf(ts, made.parent);
  const isInAnother = siblings(ts, outside) !== null && !ts.isSourceFile(outside.parent);
  if (!isInAnother || usesAny(ts, node, givenOnTheWay())) return [];
  const edits = [insertBefore(outside, source, `${ended(node, source)} `), remove(node, source)];
  return [{ kind: "one-of-its-own", about: { kind: "order", piece: "statement" }, at: node, edits }];

  /** What the functions between there and here are given, each time they are called. */
  function givenOnTheWay(): readonly string[] {
    const names: string[] = [];
    for (let at: ts.Node = node.parent; at !== outside.parent; at = at.parent) {
      if (ts.isFunctionLike(at)) names.push(...at.parameters.flatMap(({ name }) => bound(ts, name)));
    }
    return names;
  }
}

const looking = new Set(["done", "empty", "full", "get", "has", "locked", "now", "qsize", "time"]);

/** `const now = loop.time(); await …; use(now);`: read anew where it is used behind the wait. */
function reread(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const place = siblings(ts, node);
  if (!ts.isVariableStatement(node) || place === null || node.declarationList.declarations.length !== 1) return [];
  const { name, initializer } = node.declarationList.declarations[0]!;
  if (!ts.isIdentifier(name) || initializer === undefined || waits(ts, initializer)) return [];
  if (!isLook(initializer)) return [];
  const after = place.all.slice(place.index + 1);
  const wait = after.findIndex((each) => waits(ts, each));
  if (wait < 0) return [];
  const reads: ts.Identifier[] = [];
  const look = (inner: ts.Node): void => {
    const isKey = ts.isPropertyAccessExpression(inner.parent) && inner.parent.name === inner;
    if (ts.isIdentifier(inner) && inner.text === name.text && !isKey) reads.push(inner);
    ts.forEachChild(inner, look);
  };
  after.slice(wait + 1).forEach(look);
  if (reads.length === 0 || reads.some(isWritten)) return [];
  const edits = reads.map((read) =>
    replace(
      read,
      source,
      ts.isShorthandPropertyAssignment(read.parent)
        ? `${name.text}: (${textOf(initializer, source)})`
        : `(${textOf(initializer, source)})`,
    ),
  );
  return [{ kind: "reread", about: { kind: "order", piece: "statement" }, at: node, edits }];

  /** What only looks at something that others may have changed by the next time. */
  function isLook(value: ts.Expression): boolean {
    if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) return true;
    if (ts.isBinaryExpression(value)) return isLook(value.left) || isLook(value.right);
    return ts.isCallExpression(value) && looking.has(calledName(ts, value) ?? "");
  }

  function isWritten({ parent }: ts.Identifier): boolean {
    return (
      ts.isPostfixUnaryExpression(parent) ||
      ts.isPrefixUnaryExpression(parent) ||
      (ts.isBinaryExpression(parent) && /^[^=!<>]*=$/.test(textOf(parent.operatorToken, source)))
    );
  }
}

/** `const attempt = work();`, awaited in each turn of a loop: made anew each time. */
function madeOnce(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const place = siblings(ts, node);
  if (!ts.isVariableStatement(node) || place === null || node.declarationList.declarations.length !== 1) return [];
  const { name, initializer } = node.declarationList.declarations[0]!;
  if (!ts.isIdentifier(name) || initializer === undefined || !isMade(initializer)) return [];
  const reads = place.all
    .slice(place.index + 1)
    .flatMap((each) => allIn(parsed, each, isRead, { andInFunctions: true }));
  const [read] = reads;
  if (read === undefined || reads.length > 1 || !isInALoop(read) || steersASpin(ts, read)) return [];
  if (!ts.isNewExpression(initializer) && !ts.isAwaitExpression(read.parent)) return [];
  const anew = textOf(initializer, source);
  const text = ts.isShorthandPropertyAssignment(read.parent) ? `${read.text}: ${anew}` : anew;
  const edits = [remove(node, source), replace(read, source, text)];
  return [{ kind: "made-once", about: { kind: "order", piece: "loop" }, at: node, edits }];

  function isRead(inner: ts.Node): inner is ts.Identifier {
    if (!ts.isIdentifier(inner) || inner.text !== (name as ts.Identifier).text) return false;
    const { parent } = inner;
    return !(ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) || parent.name !== inner;
  }

  function isInALoop(inner: ts.Node): boolean {
    for (let around = inner.parent; around !== node.parent; around = around.parent) {
      if (ts.isIterationStatement(around, false)) return true;
      if (ts.isNewExpression(initializer!) && ts.isFunctionLike(around)) return true;
    }
    return false;
  }

  function isMade(value: ts.Expression): boolean {
    return ts.isCallExpression(value) || (ts.isNewExpression(value) && value.arguments !== undefined);
  }
}

/** `await gather(a(), b())`, where the second needs what the first has done. */
function oneAfterTheOther(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isAwaitExpression(node) || calledName(ts, node.expression) !== "gather") return [];
  const call = node.expression as ts.CallExpression;
  const [first] = call.arguments;
  const works = first !== undefined && ts.isArrayLiteralExpression(first) ? first.elements : call.arguments;
  if (works.length < 2 || works.some((each) => ts.isSpreadElement(each) || !ts.isCallExpression(each))) return [];
  const awaited = works.map((each) => `await ${textOf(each, source)}`).join(", ");
  // A line that begins with a bracket goes on with the one before it, where that has no semicolon.
  const edits = [replace(node, source, ts.isExpressionStatement(node.parent) ? awaited : `[${awaited}]`)];
  return [{ kind: "one-after-the-other", about: { kind: "other", piece: "task" }, at: node, edits }];
}
