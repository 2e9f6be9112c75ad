import { calledName, insertAfter, remove, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import {
  bound,
  declaredBy,
  insertBefore,
  isInside,
  leaves,
  statementOf,
  statementsOf,
  usesAny,
  waits,
} from "./statements.ts";

export const lockUsuals: readonly UsualOperator[] = [
  heldTooLong,
  coversTooMuch,
  releasedTooLate,
  aroundAllOfThem,
  coversTooLittle,
  lockOfItsOwn,
];

/** A lock around what need not be guarded: without it. */
function heldTooLong(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const about = { kind: "extra", piece: "lock" } as const;
  if (calledName(ts, node) === "with" && ts.isCallExpression(node) && node.arguments.length === 1) {
    const edits = [replace(node, source, `(${textOf(node.arguments[0]!, source)})()`)];
    return [{ kind: "lock-extra", about, at: (node.expression as ts.PropertyAccessExpression).name, edits }];
  }
  if (calledName(ts, node) !== "acquire" || !ts.isCallExpression(node)) return [];
  const taken = statementOf(ts, node);
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const owner = textOf(node.expression.expression, source);
  const given: ts.Statement[] = [];
  const look = (inner: ts.Node): void => {
    if (ts.isExpressionStatement(inner) && textOf(inner.expression, source) === `${owner}.release()`) given.push(inner);
    ts.forEachChild(inner, look);
  };
  look(taken.parent);
  if (given.length === 0 || !ts.isExpressionStatement(taken)) return [];
  return [{ kind: "lock-extra", about, at: taken, edits: [taken, ...given].map((each) => replace(each, source, ";")) }];
}

/** The call of something that is done inside of something, and the block of it: `lock.with(…)`, `timeout(ms, …)`. */
function wrapped(
  node: ts.Node,
  { ts }: Parsed,
): { statement: ts.Statement; body: ts.Block; kind: "lock" | "wait" } | null {
  const name = calledName(ts, node);
  if ((name !== "with" && name !== "timeout" && name !== "timeoutAt") || !ts.isCallExpression(node)) return null;
  const made = node.arguments.at(-1);
  if (made === undefined || !ts.isArrowFunction(made) || !ts.isBlock(made.body) || !ts.isAwaitExpression(node.parent))
    return null;
  return { statement: statementOf(ts, node), body: made.body, kind: name === "with" ? "lock" : "wait" };
}

/** A lock, or a time limit, that is also around what comes first in it or last. */
function coversTooMuch(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const found = wrapped(node, parsed);
  if (found === null) return [];
  const { statement, body, kind } = found;
  const { statements } = body;
  const [first, last] = [statements[0], statements.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const about = { kind: "order", piece: kind } as const;
  const own = statements.flatMap((each) => declaredBy(ts, each));
  const sketches: Sketch[] = [];
  if (
    waits(ts, last) &&
    ts.isExpressionStatement(last) &&
    ts.isExpressionStatement(statement) &&
    !usesAny(ts, last, own)
  ) {
    sketches.push({
      kind: "covers-too-much",
      about,
      at: last,
      edits: [remove(last, source), insertAfter(statement, ` ${textOf(last, source)}`)],
    });
  }
  const needed = own.filter((name) => usesAny(ts, last, [name]));
  if (ts.isReturnStatement(last) && ts.isReturnStatement(statement) && waits(ts, last) && needed.length === 1) {
    const after = ` ${textOf(last, source)}`;
    const edits = [
      {
        start: statement.getStart(source),
        end: statement.getStart(source) + "return".length,
        text: `const ${needed[0]} =`,
      },
      replace(last, source, `return ${needed[0]};`),
      insertAfter(statement, after),
    ];
    sketches.push({ kind: "covers-too-much", about, at: last, edits });
  }
  if (waits(ts, first)) {
    sketches.push({
      kind: "covers-too-much",
      about,
      at: first,
      edits: [insertBefore(statement, source, `${textOf(first, source)} `), remove(first, source)],
    });
  }
  return sketches;
}

/** `try { …; last } finally { lock.release(); }`, where the last thing needs the lock no more. */
function releasedTooLate(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isTryStatement(node) || node.catchClause !== undefined || node.finallyBlock === undefined) return [];
  const { statements } = node.tryBlock;
  const last = statements.at(-1);
  if (last === undefined || statements.length < 2 || !waits(ts, last)) return [];
  if (!/^\{\s*[\w.#]+\.release\(\);?\s*\}$/.test(textOf(node.finallyBlock, source))) return [];
  const own = statements.slice(0, -1).flatMap((each) => declaredBy(ts, each));
  const needed = own.filter((name) => usesAny(ts, last, [name]));
  const before = source.text.slice(node.tryBlock.getStart(source) + 1, last.getStart(source));
  const tried = `try {${before}${needed.length === 0 ? "" : `return [${needed.join(", ")}];`}} finally ${textOf(node.finallyBlock, source)}`;
  const text = needed.length === 0 ? tried : `const [${needed.join(", ")}] = await (async () => { ${tried} })();`;
  if (needed.length > 0 && statements.slice(0, -1).some((each) => leaves(ts, each))) return [];
  const edits = [replace(node, source, `${text} ${textOf(last, source)}`)];
  return [{ kind: "covers-too-much", about: { kind: "order", piece: "lock" }, at: last, edits }];
}

/** `permits.with(() => gather(xs.map(…)))`: one permit for all of them, instead of one for each. */
function aroundAllOfThem(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (calledName(ts, node) !== "with" || !ts.isCallExpression(node) || node.arguments.length !== 1) return [];
  const [body] = node.arguments;
  if (body === undefined || !ts.isPropertyAccessExpression(node.expression)) return [];
  const each: ts.Expression[] = [];
  const look = (inner: ts.Node): void => {
    const mapped = calledName(ts, inner) === "map" && ts.isCallExpression(inner) ? inner.arguments[0] : undefined;
    if (mapped !== undefined && ts.isArrowFunction(mapped) && ts.isCallExpression(mapped.body)) each.push(mapped.body);
    ts.forEachChild(inner, look);
  };
  look(body);
  const [work] = each;
  if (work === undefined) return [];
  const one = `${textOf(node.expression, source)}(async () => await ${textOf(work, source)})`;
  const start = body.getStart(source);
  const all = source.text.slice(start, work.getStart(source)) + one + source.text.slice(work.getEnd(), body.getEnd());
  return [
    {
      kind: "covers-too-much",
      about: { kind: "other", piece: "lock" },
      at: node,
      edits: [replace(node, source, `(${all})()`)],
    },
  ];
}

/** A lock, or a time limit, that begins behind what belongs into it. */
function coversTooLittle(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const found = wrapped(node, parsed);
  const name = calledName(ts, node);
  const statement = found?.statement ?? (name === "with" || name === "timeout" ? statementOf(ts, node) : null);
  if (statement === null || !ts.isBlock(statement.parent) || !isInside(ts, node, statement)) return [];
  const isFirst = statement.parent.statements[0] === statement;
  const outer = isFirst && ts.isTryStatement(statement.parent.parent) ? statement.parent.parent : statement;
  if (!ts.isBlock(outer.parent)) return [];
  const { statements } = outer.parent;
  const before = statements[statements.indexOf(outer) - 1];
  if (before === undefined || !waits(ts, before)) return [];
  const after = statements.slice(statements.indexOf(outer) + 1);
  if (after.some((each) => usesAny(ts, each, declaredBy(ts, before)))) return [];
  const made = (node as ts.CallExpression).arguments.at(-1);
  if (made === undefined || !ts.isArrowFunction(made)) return [];
  const text = textOf(before, source);
  const put = ts.isBlock(made.body)
    ? { start: made.body.getStart(source) + 1, end: made.body.getStart(source) + 1, text: ` ${text}` }
    : replace(made.body, source, `{ ${text} return ${textOf(made.body, source)}; }`);
  const piece = calledName(ts, node) === "with" ? "lock" : "wait";
  return [
    { kind: "covers-too-little", about: { kind: "order", piece }, at: before, edits: [remove(before, source), put] },
  ];
}

/** `new Lock()` for each of those that should share one. */
function lockOfItsOwn(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (
    !["Lock", "Semaphore", "BoundedSemaphore", "Condition"].includes(calledName(ts, node) ?? "") ||
    !ts.isNewExpression(node)
  )
    return [];
  let around: ts.Node = node;
  while (around.parent !== undefined && !ts.isFunctionLike(around)) around = around.parent;
  if (!ts.isFunctionLike(around) || ts.isConstructorDeclaration(around)) return [];
  const params = around.parameters.flatMap(({ name }) => bound(ts, name));
  if (usesAny(ts, node, params)) return [];
  const outer = statementOf(ts, around.parent);
  if (outer.parent === undefined || statementsOf(ts, outer.parent) === null) return [];
  const edits = [
    insertBefore(outer, source, `const shared__ = ${textOf(node, source)}; `),
    replace(node, source, "shared__"),
  ];
  return [{ kind: "lock-of-its-own", about: { kind: "order", piece: "lock" }, at: node, edits }];
}
