import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, enclosingFunction } from "./statements.ts";

export const patienceUsuals: readonly UsualOperator[] = [patienceElsewhere, patienceMissing, shielded];

interface Patient {
  readonly limit: ts.Expression;
  /** What is waited for, without the limit, ready to be awaited. */
  readonly work: string;
}

function patient({ ts, source }: Parsed, node: ts.Node): Patient | null {
  const name = calledName(ts, node);
  if (!ts.isCallExpression(node)) return null;
  const [first, second] = node.arguments;
  if (first === undefined || second === undefined) return null;
  if (name === "waitFor") return { limit: second, work: textOf(first, source) };
  if (name !== "timeout") return null;
  if (!ts.isFunctionLike(second)) return { limit: first, work: `${textOf(second, source)}()` };
  if (!ts.isArrowFunction(second) || ts.isBlock(second.body) || second.parameters.length > 0) return null;
  const { body } = second;
  return { limit: first, work: textOf(ts.isAwaitExpression(body) ? body.expression : body, source) };
}

function withPatience(limit: string, work: string): string {
  return `timeout__(${limit}, async () => await ${work})`;
}

/** A time limit that stands around another wait than the one that may take long. */
function patienceElsewhere(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const found = patient(parsed, node);
  if (found === null) return [];
  const limit = textOf(found.limit, source);
  const others: ts.Expression[] = [];
  for (let around = enclosingFunction(ts, node); around !== null; around = enclosingFunction(ts, around)) {
    for (const each of awaitedIn(parsed, around)) if (each !== node && !others.includes(each)) others.push(each);
  }
  return others
    .filter((each) => each.end <= node.pos || node.end <= each.pos)
    .slice(0, 4)
    .map((each) => ({
      kind: "patience-elsewhere",
      about: { kind: "order", piece: "wait" },
      at: node,
      edits: [replace(node, source, found.work), replace(each, source, withPatience(limit, textOf(each, source)))],
    }));
}

/** What a function awaits itself, and might take long. */
function awaitedIn({ ts }: Parsed, around: ts.Node): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const look = (inner: ts.Node): void => {
    if (ts.isFunctionLike(inner) && inner !== around) return;
    if (ts.isAwaitExpression(inner) && ts.isCallExpression(inner.expression)) {
      const name = calledName(ts, inner.expression) ?? "";
      if (!["sleep", "timeout", "waitFor", "wait", "acquire", "aclose"].includes(name)) found.push(inner.expression);
    }
    ts.forEachChild(inner, look);
  };
  look(around);
  return found;
}

/** A limit that nobody reads. */
function patienceMissing(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source, uses } = parsed;
  if (!ts.isParameter(node) && !ts.isVariableDeclaration(node)) return [];
  const [name, ...more] = bound(ts, node.name);
  if (name === undefined || more.length > 0 || uses.get(name) !== 1) return [];
  const scope = enclosingFunction(ts, node) ?? source;
  const awaited: ts.Expression[] = [];
  const waitsForAll: ts.ObjectLiteralExpression[] = [];
  const look = (inner: ts.Node): void => {
    if (ts.isFunctionLike(inner)) awaited.push(...awaitedIn(parsed, inner));
    const options = calledName(ts, inner) === "wait" ? (inner as ts.CallExpression).arguments?.[1] : undefined;
    if (options !== undefined && ts.isObjectLiteralExpression(options) && !/\btimeout\b/.test(textOf(options, source)))
      waitsForAll.push(options);
    ts.forEachChild(inner, look);
  };
  look(scope);
  if (waitsForAll.length > 0) return waitsForAll.slice(0, 2).map(untilThen);
  if (!/patien|timeout|deadline|limit|within|at_?most|max/i.test(name)) return [];
  return [...new Set(awaited)].slice(0, 6).map((each) => ({
    kind: "patience-missing",
    about: { kind: "missing", piece: "wait" },
    at: each,
    edits: [replace(each, source, withPatience(name, textOf(each, source)))],
  }));

  /** As long as that, and not until the next one is done. */
  function untilThen(options: ts.ObjectLiteralExpression): Sketch {
    const start = options.getStart(source) + 1;
    return {
      kind: "patience-missing",
      about: { kind: "missing", piece: "wait" },
      at: options,
      edits: [{ start, end: start, text: ` timeout: ${name},` }],
    };
  }
}

/** What goes on although nobody wants it any more. */
function shielded(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (calledName(ts, node) !== "shield" || !ts.isCallExpression(node) || node.arguments.length !== 1) return [];
  const edits = [replace(node, source, textOf(node.arguments[0]!, source))];
  return [{ kind: "shield-extra", about: { kind: "extra", piece: "task" }, at: node, edits }];
}
