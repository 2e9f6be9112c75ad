import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { asTask } from "./made.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { isAwaitable } from "./waits.ts";
import { declaredBy, movedAfter, namesIn, statementsOf, usesAny, waits } from "./statements.ts";

export const taskUsuals: readonly UsualOperator[] = [awaitedBeforeTheNext, nativePromises, onlyCalled, calledTooEarly];

/** `const a = await f(); const b = await g();`: the second is begun only when the first is done, though it needs nothing of it. */
function awaitedBeforeTheNext(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const all = statementsOf(ts, node);
  if (all === null || ts.isSourceFile(node)) return [];
  const about = { kind: "order", piece: "await" } as const;
  return all.flatMap((statement, i): readonly Sketch[] => {
    const names = declaredBy(ts, statement);
    const awaited = awaitedBy(parsed, statement);
    if (awaited === null || (names.length === 0 && !isWork(parsed, awaited))) return [];
    const user = all.findIndex((each, k) => k > i && (usesAny(ts, each, names) || ts.isReturnStatement(each)));
    const end = user < 0 ? all.length : user;
    const between = all.slice(i + 1, end);
    const isReturnThatWaits =
      user >= 0 && between.length === 0 && ts.isReturnStatement(all[user]!) && !usesAny(ts, all[user], names);
    if (isReturnThatWaits || !between.some((each) => waits(ts, each) || /\bcreateTask\(/.test(textOf(each, source))))
      return [];
    const behind = all[end - 1]!;
    const at = { kind: "await-before-next", about, at: statement } as const;
    if (ts.isIdentifier(awaited)) return [{ ...at, edits: movedAfter(statement, behind, source) }];
    const work = textOf(awaited, source);
    const made = asTask(ts, awaited, source);
    const name = `made${i}__`;
    const later = textOf(statement, source).replace(work, () => name);
    const begun = [replace(statement, source, `const ${name} = ${made};`), insertAfter(behind, ` ${later}`)];
    // The next one begins inline, before the task has had its turn: both are tasks, then.
    const next = between[0]!;
    const other = awaitedBy(parsed, next);
    if (other === null || !isWork(parsed, other) || ts.isIdentifier(other) || calledName(ts, other) === "createTask")
      return [{ ...at, edits: begun }];
    const both = `const ${name} = ${made}; const next__ = ${asTask(ts, other, source)}; ${later} ${textOf(next, source).replace(textOf(other, source), "next__")}`;
    const whole = { start: statement.getStart(source), end: next.getEnd(), text: both };
    return [
      { ...at, edits: begun },
      { ...at, edits: [whole] },
    ];
  });
}

/** Whether it is awaited for what it does, and not for the moment at which it is done. */
function isWork({ ts, asyncNames }: Parsed, awaited: ts.Expression): boolean {
  return ts.isIdentifier(awaited) || ["createTask", "gather", ...asyncNames].includes(calledName(ts, awaited) ?? "");
}

/** The one thing that a statement awaits, and all that it does. */
function awaitedBy({ ts }: Parsed, statement: ts.Statement): ts.Expression | null {
  const whole = ts.isExpressionStatement(statement)
    ? statement.expression
    : ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1
      ? statement.declarationList.declarations[0]!.initializer
      : undefined;
  let awaited: ts.AwaitExpression | null = null;
  let count = 0;
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isAwaitExpression(node)) {
      awaited ??= node;
      count += 1;
    }
    ts.forEachChild(node, look);
  };
  if (whole === undefined) return null;
  look(whole);
  const found = awaited as ts.AwaitExpression | null;
  if (found === null || count !== 1) return null;
  const { expression } = found;
  return ts.isCallExpression(expression) || ts.isIdentifier(expression) ? expression : null;
}

/** Calls of plain async functions, which begin at once and in no task of their own. */
function nativePromises(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isCallExpression(node) || !/^Promise\s*\.\s*all$/.test(textOf(node.expression, source))) return [];
  const [list] = node.arguments;
  if (list === undefined) return [];
  const about = { kind: "missing", piece: "task" } as const;
  const plain = { kind: "gather-instead", about, at: node } as const;
  const mapped = mappedBy(list);
  return [
    { ...plain, edits: [replace(node.expression, source, "gather__")] },
    ...(mapped === null
      ? []
      : [
          {
            ...plain,
            edits: [replace(node.expression, source, "gather__"), replace(mapped, source, asTask(ts, mapped, source))],
          },
        ]),
  ];

  function mappedBy(from: ts.Node): ts.Expression | null {
    if (calledName(ts, from) !== "map" || !ts.isCallExpression(from)) return null;
    const [each] = from.arguments;
    return each !== undefined && ts.isArrowFunction(each) && ts.isCallExpression(each.body) ? each.body : null;
  }
}

/** `const second = f(b);` that is awaited further down: a coroutine begins only then. */
function onlyCalled(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const isValue =
    ts.isVariableDeclaration(node.parent ?? node) && (node.parent as ts.VariableDeclaration).initializer === node;
  const isMapped =
    ts.isArrowFunction(node.parent ?? node) &&
    calledName(ts, node.parent.parent) === "map" &&
    !ts.isAwaitExpression(node.parent.parent.parent);
  const isStatement = ts.isVoidExpression(node.parent ?? node) || ts.isExpressionStatement(node.parent ?? node);
  if ((!isValue && !isMapped && !isStatement) || !isAwaitable(parsed, node)) return [];
  if (["gather", "shield"].includes(calledName(ts, node) ?? "")) return [];
  const made = asTask(ts, node, source);
  return [
    { kind: "task-missing", about: { kind: "missing", piece: "task" }, at: node, edits: [replace(node, source, made)] },
  ];
}

/** `const loading = this.load(id);` before the permit is there: a plain async function begins when it is called. */
function calledTooEarly(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isVariableStatement(node) || node.declarationList.declarations.length !== 1) return [];
  const { name, initializer } = node.declarationList.declarations[0]!;
  if (initializer === undefined || !ts.isIdentifier(name) || ts.isAwaitExpression(initializer)) return [];
  // A deadline counts from where it is reckoned.
  const isMade = calledName(ts, initializer) === "createTask" || /\b(?:time|now)\(\)/.test(textOf(initializer, source));
  if (!isMade && !isAwaitable(parsed, initializer)) return [];
  const read: ts.Identifier[] = [];
  const look = (inner: ts.Node): void => {
    if (inner === node) return;
    const isMember = ts.isPropertyAccessExpression(inner.parent) && inner.parent.name === inner;
    if (ts.isIdentifier(inner) && inner.text === name.text && !isMember) read.push(inner);
    ts.forEachChild(inner, look);
  };
  ts.forEachChild(node.parent, look);
  if (read.length !== 1 || !namesIn(ts, node.parent).has(name.text)) return [];
  const edits = [
    { start: node.getStart(source), end: node.getEnd(), text: "" },
    replace(read[0]!, source, textOf(initializer, source)),
  ];
  return [{ kind: "begun-too-early", about: { kind: "order", piece: "call" }, at: node, edits }];
}
