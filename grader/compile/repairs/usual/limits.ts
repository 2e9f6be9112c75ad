import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, doneBy, enclosingFunction } from "./statements.ts";

export const limitUsuals: readonly UsualOperator[] = [limitOff, loopOff, wrongKind, tooFewWorkers];

const limited = ["Semaphore", "BoundedSemaphore", "Barrier", "Queue", "PriorityQueue", "LifoQueue"];

/** One place too few or too many, half of them, or a number where all there are was asked for. */
function limitOff(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts } = parsed;
  if (ts.isNewExpression(node) && limited.includes(calledName(ts, node) ?? "")) {
    const [limit] = node.arguments ?? [];
    return limit === undefined ? [] : otherLimits(parsed, limit);
  }
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === "length")
    return otherLimits(parsed, node.initializer);
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined || !ts.isIdentifier(node.name)) return [];
  const isConstant = ts.isNumericLiteral(node.initializer) && ts.isSourceFile(node.parent.parent.parent);
  const isReckoned = /^Math\.(?:max|min|ceil|floor)\(|[-+>] ?1$|\/ ?2$/.test(textOf(node.initializer, parsed.source));
  return isConstant || isReckoned ? otherLimits(parsed, node.initializer) : [];
}

function otherLimits(parsed: Parsed, limit: ts.Expression): readonly Sketch[] {
  const { ts, source } = parsed;
  const text = textOf(limit, source);
  const about = { kind: "other", piece: "number" } as const;
  const whole = /^(?:Math\.\w+\()?(?:1, )?([\w.#]+) (?:-|\+|\/|>>) [\w.]+(?:, 1)?\)?$/.exec(text)?.[1];
  const texts = [
    ...(whole === undefined ? [] : [whole]),
    ...(ts.isNumericLiteral(limit) ? numbersAround(parsed, limit).filter((name) => name !== text) : []),
    ...(ts.isNumericLiteral(limit)
      ? [`${Number(limit.text) + 1}`, `${Number(limit.text) - 1}`]
      : whole === undefined
        ? [`${text} + 1`, `${text} - 1`]
        : []),
  ];
  return texts.map((other) => ({
    kind: whole === undefined ? "limit" : "limit-reckoned",
    about,
    at: limit,
    edits: [replace(limit, source, other)],
  }));
}

/** The parameters around that are numbers; those that nobody reads first. */
export function numbersAround({ ts, source, uses }: Parsed, node: ts.Node): readonly string[] {
  const found: string[] = [];
  for (let around = enclosingFunction(ts, node); around !== null; around = enclosingFunction(ts, around)) {
    for (const { name, type } of around.parameters) {
      if (type !== undefined && textOf(type, source) === "number") found.push(...bound(ts, name));
    }
  }
  return found.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0)).slice(0, 2);
}

/** A loop that begins or ends one too early or late. */
function loopOff(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isForStatement(node)) return [];
  const about = { kind: "other", piece: "loop" } as const;
  const found: Sketch[] = [];
  const { condition, initializer } = node;
  const [declared] =
    initializer !== undefined && ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  if (
    declared?.initializer !== undefined &&
    textOf(declared.initializer, source) === "1" &&
    condition !== undefined &&
    /<(?!=)/.test(textOf(condition, source))
  ) {
    found.push({
      kind: "loop-off",
      about,
      at: declared.initializer,
      edits: [replace(declared.initializer, source, "0")],
    });
  }
  if (condition !== undefined && ts.isBinaryExpression(condition)) {
    const right = textOf(condition.right, source);
    const whole = /^(?:Math\.\w+\()?(?:1, )?([\w.#]+) (?:-|\/|>>) [\w.]+(?:, 1)?\)?$/.exec(right)?.[1];
    if (whole !== undefined)
      found.push({ kind: "loop-off", about, at: condition, edits: [replace(condition.right, source, whole)] });
    const other: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
    const operator = other[textOf(condition.operatorToken, source)];
    if (operator !== undefined)
      found.push({
        kind: "loop-bound",
        about,
        at: condition,
        edits: [replace(condition.operatorToken, source, operator)],
      });
  }
  return found;
}

/** A queue that hands out in another order. */
function wrongKind(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const queues = ["Queue", "PriorityQueue", "LifoQueue"];
  const name = calledName(ts, node);
  if (!ts.isNewExpression(node) || name === null || !queues.includes(name)) return [];
  const about = { kind: "other", piece: "name" } as const;
  return queues
    .filter((other) => other !== name)
    .map((other) => ({
      kind: "queue-kind",
      about,
      at: node,
      edits: [replace(node.expression, source, `${other}__`)],
    }));
}

/** One worker, or a fixed number of them, however many are asked for. */
function tooFewWorkers(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const about = { kind: "other", piece: "task" } as const;
  const numbers = numbersAround(parsed, node);
  const edits = (text: (size: string) => string): readonly Sketch[] =>
    numbers.map((size) => ({ kind: "one-worker", about, at: node, edits: [replace(node, source, text(size))] }));
  if (
    ts.isArrayLiteralExpression(node) &&
    node.elements.length > 0 &&
    node.elements.every((each) => calledName(ts, each) === "createTask")
  ) {
    return edits((size) => `Array.from({ length: ${size} }, () => ${textOf(node.elements[0]!, source)})`);
  }
  if (ts.isExpressionStatement(node)) {
    const done = doneBy(ts, node);
    const isPush =
      done !== null &&
      calledName(ts, done) === "push" &&
      ts.isCallExpression(done) &&
      calledName(ts, done.arguments[0] ?? done) === "createTask";
    const isTask = done !== null && calledName(ts, done) === "createTask";
    if (!isPush && !isTask) return [];
    return edits((size) => `for (let i__ = 0; i__ < ${size}; i__++) { ${textOf(node, source)} }`);
  }
  if (!ts.isVariableStatement(node) || node.declarationList.declarations.length !== 1) return [];
  const { name, initializer } = node.declarationList.declarations[0]!;
  if (initializer === undefined || calledName(ts, initializer) !== "createTask" || !ts.isIdentifier(name)) return [];
  const stop = new RegExp(`\\b${name.text}\\.cancel\\(\\)`).exec(source.text);
  const list = (size: string): string => `Array.from({ length: ${size} }, () => ${textOf(initializer, source)})`;
  if (stop === null) return edits((size) => `const ${name.text} = gather__(${list(size)});`);
  const end = stop.index + stop[0].length;
  return edits((size) => `const [${name.text}, ...more__] = ${list(size)};`).map((each) => ({
    ...each,
    edits: [...each.edits, { start: end, end, text: ", more__.forEach((each) => each.cancel())" }],
  }));
}
