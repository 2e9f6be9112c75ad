import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { asTask } from "./made.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, declaredBy, insertBefore, mayAwait, usesAny, waits } from "./statements.ts";

export const loopUsuals: readonly UsualOperator[] = [awaitedInALoop, pushedWhenDone];

type Loop = ts.ForOfStatement | ts.ForStatement;

/** `for (const x of xs) { … await f(x) … }`, one after the other: all are begun before the first is awaited. */
function awaitedInALoop(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if ((!ts.isForOfStatement(node) && !ts.isForStatement(node)) || !mayAwait(ts, node)) return [];
  const turns = turnsOf(node, parsed);
  if (turns === null) return [];
  const about = { kind: "other", piece: "loop" } as const;
  return begunIn(node, parsed).flatMap(({ call, before }): readonly Sketch[] => {
    const isTask = calledName(ts, call) === "createTask";
    const task = asTask(ts, call, source);
    const made = before === "" ? task : `(() => { ${before} return ${task}; })()`;
    const edits = [
      insertBefore(node, source, `const made__ = ${turns(made)}; let turn__ = 0; `),
      replace(call, source, "made__[turn__++]!"),
    ];
    return [{ kind: "await-in-loop", about, at: isTask && !ts.isAwaitExpression(call.parent) ? node : call, edits }];
  });
}

/** What is begun in each turn, and needs nothing of the turn but what `before` declares. */
function begunIn(
  { statement: body }: Loop,
  { ts, source }: Parsed,
): readonly { call: ts.CallExpression; before: string }[] {
  const statements = ts.isBlock(body) ? body.statements : [body];
  const own = statements.flatMap((each) => declaredBy(ts, each));
  const calls: ts.CallExpression[] = [];
  const look = (inner: ts.Node): void => {
    if (ts.isFunctionLike(inner)) return;
    const isBegun =
      ts.isCallExpression(inner) && (ts.isAwaitExpression(inner.parent) || calledName(ts, inner) === "createTask");
    if (isBegun && calledName(ts, inner) !== "sleep") calls.push(inner);
    ts.forEachChild(inner, look);
  };
  statements.forEach(look);
  return calls.slice(0, 2).flatMap((call) => {
    if (!usesAny(ts, call, own)) return [{ call, before: "" }];
    const place = statements.findIndex((each) => each.pos <= call.pos && call.end <= each.end);
    const before = statements.slice(0, place);
    const isReckoned = before.every((each) => ts.isVariableStatement(each) && !waits(ts, each));
    return isReckoned ? [{ call, before: before.map((each) => textOf(each, source)).join(" ") }] : [];
  });
}

/** A list with something for each turn of a loop. */
function turnsOf(loop: Loop, { ts, source }: Parsed): ((made: string) => string) | null {
  if (ts.isForOfStatement(loop)) {
    const { initializer } = loop;
    if (loop.awaitModifier !== undefined || calledName(ts, loop.expression) === "asCompleted") return null;
    if (!ts.isVariableDeclarationList(initializer)) return null;
    const [declared] = initializer.declarations;
    if (declared === undefined) return null;
    const each = textOf(declared.name, source);
    return (made) => `[...${textOf(loop.expression, source)}].map((${each}) => ${made})`;
  }
  const { initializer, condition, incrementor } = loop;
  if (initializer === undefined || condition === undefined || incrementor === undefined) return null;
  if (!ts.isVariableDeclarationList(initializer)) return null;
  if (initializer.declarations.flatMap(({ name }) => bound(ts, name)).length !== 1) return null;
  // A variable of its own for each turn.
  const head = [initializer, condition, incrementor].map((part) => textOf(part, source)).join("; ");
  return (made) => `(() => { const all = []; for (${head}) all.push(${made}); return all; })()`;
}

/** `all.push(await f(x))` in a loop: the task is pushed, and all are awaited behind the loop. What else the loop waits for stays. */
function pushedWhenDone(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIterationStatement(node, false) || !mayAwait(ts, node)) return [];
  const found: Sketch[] = [];
  const look = (inner: ts.Node): void => {
    if (ts.isFunctionLike(inner)) return;
    ts.forEachChild(inner, look);
    if (
      calledName(ts, inner) !== "push" ||
      !ts.isCallExpression(inner) ||
      !ts.isPropertyAccessExpression(inner.expression)
    )
      return;
    const [value] = inner.arguments;
    if (value === undefined || !ts.isAwaitExpression(value)) return;
    const list = textOf(inner.expression.expression, source);
    const isTask = ts.isIdentifier(value.expression) || calledName(ts, value.expression) === "createTask";
    const work = textOf(value.expression, source);
    const edits = [
      replace(value, source, isTask ? work : asTask(ts, value.expression, source)),
      insertAfter(node, ` ${list}.splice(0, ${list}.length, ...(await gather__([...${list}])));`),
    ];
    found.push({ kind: "await-in-loop", about: { kind: "other", piece: "loop" }, at: inner, edits });
  };
  look(node.statement);
  return found;
}
