import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { allIn, functionsAround, ofFile } from "../usual/surroundings.ts";
import { steersASpin } from "./spinning.ts";

/** The right kind of thing, and the wrong one of it: another field, another error, the task itself where only its result is meant. */
export const plainNames: readonly UsualOperator[] = [
  otherField,
  unreadField,
  otherParameter,
  oneMoreError,
  notShielded,
  growsByTry,
];

interface Fields {
  /** Of each field of a type that the file declares, those beside it that are of the same type. */
  readonly alike: ReadonlyMap<string, readonly string[]>;
  /** Numbers that nothing reads, each with the fields beside it. */
  readonly unread: readonly { readonly name: string; readonly beside: readonly string[] }[];
}

function fieldsOf(parsed: Parsed): Fields {
  const { ts, source } = parsed;
  const is = (each: ts.Node): each is ts.InterfaceDeclaration | ts.TypeLiteralNode =>
    ts.isInterfaceDeclaration(each) || ts.isTypeLiteralNode(each);
  const alike = new Map<string, string[]>();
  const unread: { name: string; beside: string[] }[] = [];
  for (const { members } of allIn(parsed, source, is, { andInFunctions: true })) {
    const all = members.flatMap((each) =>
      ts.isPropertySignature(each) && each.type !== undefined && ts.isIdentifier(each.name)
        ? [{ name: textOf(each.name, source), type: textOf(each.type, source) }]
        : [],
    );
    for (const { name, type } of all) {
      const others = all.filter((other) => other.type === type && other.name !== name).map((other) => other.name);
      if (type === "number" || type === "string" || type === "boolean") alike.set(name, others);
      const isRead = new RegExp(`(?:\\.|[{,] *)${name}\\b(?! *\\??:)`).test(source.text);
      if (type === "number" && !isRead) unread.push({ name, beside: all.map((other) => other.name) });
    }
  }
  return { alike, unread };
}

function otherField(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isPropertyAccessExpression(node) || ts.isCallExpression(node.parent)) {
    if (!ts.isPropertyAccessExpression(node) || (node.parent as ts.CallExpression).expression === node) return [];
  }
  const others = ofFile(parsed, fieldsOf).alike.get(node.name.text) ?? [];
  if (steersASpin(ts, node)) return [];
  return others.slice(0, 2).map((name) => ({
    kind: "other-field",
    about: { kind: "other", piece: "name" },
    at: node,
    edits: [replace(node.name, source, name)],
  }));
}

/** `settings.limit`, which nothing reads, in the place of another number of how many there may be. */
function unreadField(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const { unread } = ofFile(parsed, fieldsOf);
  if (unread.length === 0) return [];
  const counted = countedIn();
  if (counted === undefined) return [];
  return unread.slice(0, 2).flatMap(({ name, beside }): readonly Sketch[] => {
    const owner = beside.flatMap(
      (other) => new RegExp(`(?<![\\w.#])([\\w.#]+)\\.${other}\\b`).exec(source.text)?.[1] ?? [],
    )[0];
    if (owner === undefined) return [];
    const edits = [replace(counted, source, `${owner}.${name}`)];
    return [{ kind: "unread-field", about: { kind: "other", piece: "number" }, at: counted, edits }];
  });

  function countedIn(): ts.Expression | undefined {
    if (ts.isPropertyAssignment(node) && textOf(node.name, source) === "length") return node.initializer;
    if (ts.isNewExpression(node) && /Semaphore$|^Queue$|Barrier$/.test(calledName(ts, node) ?? ""))
      return node.arguments?.[0];
    if (!ts.isForStatement(node) || node.condition === undefined || !ts.isBinaryExpression(node.condition))
      return undefined;
    return node.condition.right;
  }
}

/** Another parameter of the same function and the same type. */
function otherParameter(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isIdentifier(node) || !isRead(node) || steersASpin(ts, node)) return [];
  for (const { parameters } of functionsAround(parsed, node)) {
    const own = parameters.find(({ name }) => textOf(name, source) === node.text);
    if (own === undefined) continue;
    const type = own.type === undefined ? null : textOf(own.type, source);
    const others = parameters.filter(
      (each) => each !== own && each.type !== undefined && textOf(each.type, source) === type,
    );
    return others.slice(0, 2).map(({ name }) => ({
      kind: "other-parameter",
      about: { kind: "other", piece: "name" },
      at: node,
      edits: [replace(node, source, textOf(name, source))],
    }));
  }
  return [];

  function isRead({ parent }: ts.Identifier): boolean {
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
    if (ts.isBinaryExpression(parent)) return true;
    return ts.isVariableDeclaration(parent) && parent.initializer === node;
  }
}

/** `error instanceof NoAnswer`, where what comes of a time limit is meant as well. */
function oneMoreError(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isBinaryExpression(node) || textOf(node.operatorToken, source) !== "instanceof") return [];
  const left = textOf(node.left, source);
  if (/TimeoutError|CancelledError/.test(textOf(node.right, source))) return [];
  const edits = [replace(node, source, `(${textOf(node, source)} || ${left} instanceof TimeoutError__)`)];
  return [{ kind: "one-more-error", about: { kind: "other", piece: "catch" }, at: node, edits }];
}

/** `await task;` of a task that others wait for, too: who is cancelled there takes it along. */
function notShielded(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isAwaitExpression(node)) return [];
  const { expression } = node;
  if (!ts.isIdentifier(expression) && !ts.isPropertyAccessExpression(expression)) return [];
  if (!source.text.includes("createTask(")) return [];
  const edits = [replace(expression, source, `shield__(${textOf(expression, source)})`)];
  return [{ kind: "not-shielded", about: { kind: "other", piece: "await" }, at: node, edits }];
}

/** `sleep(pauseMs)` between tries that are counted: twice as long each time. */
function growsByTry(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const pause = pauseIn();
  if (pause === undefined || /\*\*|\* 2/.test(textOf(pause, source))) return [];
  const counts = ofFile(parsed, countsOfTries);
  return counts.slice(0, 2).flatMap((count) =>
    [`(${textOf(pause, source)}) * 2 ** (${count} - 1)`, `(${textOf(pause, source)}) * 2 ** ${count}`].map((text) => ({
      kind: "grows-by-try" as const,
      about: { kind: "other", piece: "sleep" } as const,
      at: pause,
      edits: [replace(pause, source, text)],
    })),
  );

  function pauseIn(): ts.Expression | undefined {
    if (ts.isCallExpression(node) && /^(?:sleep|callLater)$/.test(calledName(ts, node) ?? "")) {
      const [first] = node.arguments;
      return first !== undefined && !ts.isNumericLiteral(first) && ts.isPropertyAccessExpression(first)
        ? first
        : undefined;
    }
    if (!ts.isVariableDeclaration(node) || !/pause|wait|delay|backoff/i.test(textOf(node.name, source)))
      return undefined;
    return node.initializer !== undefined && ts.isPropertyAccessExpression(node.initializer)
      ? node.initializer
      : undefined;
  }
}

/** What counts tries where the program reckons: neither what a type declares nor what is called. */
function countsOfTries(parsed: Parsed): readonly string[] {
  const { ts, source } = parsed;
  const is = (each: ts.Node): each is ts.Identifier =>
    ts.isIdentifier(each) && /^(?:attempts?|tries|tried|round|retries)$/.test(each.text);
  const names = allIn(parsed, source, is, { andInFunctions: true }).flatMap((each) => {
    const { parent } = each;
    if (ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) return [];
    if (ts.isPropertyAssignment(parent) && parent.name === each) return [];
    if (ts.isParameter(parent) && functionsAround(parsed, each)[0] !== parent.parent) return [];
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === each;
    const whole = isMember ? parent : each;
    return ts.isCallExpression(whole.parent) && whole.parent.expression === whole ? [] : [textOf(whole, source)];
  });
  return [...new Set(names)];
}
