import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import {
  allIn,
  callsOf,
  changedBy,
  doneAfter,
  doneBefore,
  functionsAround,
  isFunctionWithBlock,
  functionsOf,
  nameOfFunction,
  ofFile,
} from "./surroundings.ts";
import { isAsync, type Parsed, type Sketch, type UsualOperator } from "./sketch.ts";
import { enclosingFunction, insertAtEnd, statementOf, waits } from "./statements.ts";

export const forgottenSignals: readonly UsualOperator[] = [
  leavesWithTheLock,
  changedAndNotTold,
  eventNeverSet,
  othersNeverLetOn,
  neverMet,
  pausesForSignals,
  oneSignForAll,
  neverCountedDown,
];

const missing = (piece: "release" | "signal" | "wait" | "number") => ({ kind: "missing", piece }) as const;

/** `if (…) return;` between `acquire()` and `release()`; or no `release()` at all. */
function leavesWithTheLock(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!isFunctionWithBlock(ts, node)) return [];
  return callsOf(parsed, node.body, "acquire").flatMap((taken): readonly Sketch[] => {
    const owner = textOf(taken.expression.expression, source);
    const given = callsOf(parsed, node.body, "release", { andInFunctions: true }).filter(
      ({ expression }) => textOf(expression.expression, source) === owner,
    );
    if (given.some((each) => isInFinally(ts, each))) return [];
    const text = `${owner}.release();`;
    const ends = allIn(
      parsed,
      node.body,
      (each): each is ts.ReturnStatement | ts.ThrowStatement => ts.isReturnStatement(each) || ts.isThrowStatement(each),
    ).filter(({ pos }) => pos > taken.end);
    const last = given.at(-1);
    const at = { kind: "release-missing", about: missing("release") } as const;
    if (last === undefined) {
      if (!ts.isBlock(statementOf(ts, taken).parent)) return [];
      const own = statementOf(ts, taken).parent as ts.Block;
      const edits = ends.map((each) => doneBefore(parsed, each, text));
      const end = own.statements.at(-1)!;
      if (!ts.isReturnStatement(end) && !ts.isThrowStatement(end))
        edits.push(insertAtEnd(ts, own.statements, source, text));
      return [{ ...at, at: statementOf(ts, taken), edits }];
    }
    return ends
      .filter(
        (end) =>
          end.pos < last.pos &&
          !given.some((each) => statementOf(ts, each).parent === end.parent && each.end <= end.getStart(source)),
      )
      .map((end) => ({ ...at, at: choiceOf(ts, end), edits: [doneBefore(parsed, end, text)] }));
  });
}

/** The `if` that something alone, or all that is done in it, is for. */
function choiceOf(ts: Parsed["ts"], end: ts.Statement): ts.Node {
  const { parent } = ts.isBlock(end.parent) ? end.parent : end;
  return ts.isIfStatement(parent) && parent.elseStatement === undefined ? parent : end;
}

function isInFinally(ts: Parsed["ts"], node: ts.Node): boolean {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (ts.isTryStatement(around.parent ?? around) && (around.parent as ts.TryStatement).finallyBlock === around)
      return true;
  }
  return false;
}

/** What a waiter's condition reads is changed, and it is not told. */
function changedAndNotTold(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const changed = changedBy(parsed, node) ?? filledBy(parsed, node);
  if (changed === null || !ts.isBlock(node.parent)) return [];
  const { statements } = node.parent;
  const after = statements.slice(statements.indexOf(node as ts.Statement) + 1);
  if (after.some((each) => /\.notify(?:All)?\(/.test(textOf(each, source)))) return [];
  const reads = new RegExp(`(?<![\\w$])${escaped(changed.name)}\\b`);
  const own = ofFile(parsed, conditionsIn).filter(({ test }) => reads.test(test));
  const owners = new Set(own.map(({ owner }) => owner));
  return [...owners].slice(0, 2).map((owner) => ({
    kind: "change-untold",
    about: missing("signal"),
    at: node,
    edits: [doneAfter(parsed, node as ts.Statement, `${owner}.notifyAll();`)],
  }));
}

/** What a statement puts something into, or takes something out of: `bench` of `this.bench.push(x);`. */
function filledBy({ ts, source }: Parsed, node: ts.Node): { name: string } | null {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return null;
  const { expression: callee } = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !filling.has(callee.name.text)) return null;
  const name = /([\w$#]+)$/.exec(textOf(callee.expression, source))?.[1];
  return name === undefined ? null : { name };
}

const filling = new Set(["add", "clear", "delete", "pop", "push", "set", "shift", "splice", "unshift"]);

/** What is waited for until something is so. */
function conditionsIn({ source: { text } }: Parsed): readonly { owner: string; test: string }[] {
  return [
    ...[...text.matchAll(/([\w.#]+)\.waitFor\(\(\) => ([^;]*)\)/g)].map(([, owner, test]) => ({
      owner: owner!,
      test: test!,
    })),
    ...[...text.matchAll(/while \(([^;{}]*)\)\s*\{?[^{}]*?await ([\w.#]+)\.wait\(\)/g)].map(([, test, owner]) => ({
      owner: owner!,
      test: test!,
    })),
  ];
}

function escaped(name: string): string {
  return name.replaceAll("$", String.raw`\$`);
}

/** Somebody waits for an event that nothing sets. */
function eventNeverSet(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!(ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node)) || node.initializer === undefined) return [];
  if (calledName(ts, node.initializer) !== "Event" || !ts.isNewExpression(node.initializer)) return [];
  const name = textOf(node.name, source);
  const told = new RegExp(`(?<![\\w$])${escaped(name)}\\.set\\(`);
  if (told.test(source.text) || !new RegExp(`${escaped(name)}\\.wait\\(`).test(source.text)) return [];
  const isOfClass = ts.isPropertyDeclaration(node);
  const owner = isOfClass ? `this.${name}` : name;
  const scope = isOfClass ? node.parent : statementOf(ts, node).parent;
  return allIn(parsed, scope, (each) => isFunctionWithBlock(ts, each), { andInFunctions: true })
    .filter(({ body, kind }) => {
      const isWaiter = textOf(body, source).includes(`${name}.wait(`);
      return body.statements.length > 0 && !isWaiter && kind !== ts.SyntaxKind.Constructor;
    })
    .slice(0, 4)
    .map(({ body }) => ({
      kind: "event-never-set",
      about: missing("signal"),
      at: body.statements.at(-1)!,
      edits: [insertAtEnd(ts, body.statements, source, `${owner}.set();`)],
    }));
}

/** `serve();` looks who can go on, and is called at one of the places where what it looks at has changed. */
function othersNeverLetOn(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { source } = parsed;
  const changed = changedBy(parsed, node);
  if (changed === null) return [];
  const around = functionsAround(parsed, node);
  const here = around[0] === undefined ? "" : textOf(around[0].body, source);
  const reads = new RegExp(`(?<![\\w$])${escaped(changed.name)}\\b`);
  return ofFile(parsed, calledAlone)
    .filter(({ text, made, body }) => around.every((each) => each !== made) && !here.includes(text) && reads.test(body))
    .slice(0, 2)
    .map(({ text }) => ({
      kind: "others-not-let-on",
      about: missing("signal"),
      at: node,
      edits: [doneAfter(parsed, node as ts.Statement, `${text};`)],
    }));
}

/** The functions of the file that are called for what they do alone: `serve();`, `this.serve();`. */
function calledAlone(parsed: Parsed): readonly { text: string; made: ts.Node; body: string }[] {
  const { ts, source } = parsed;
  const called = allIn(
    parsed,
    source,
    (each): each is ts.ExpressionStatement =>
      ts.isExpressionStatement(each) && /^(?:this\.)?#?\w+\(\);?$/.test(textOf(each, source)),
    { andInFunctions: true },
  );
  const byName = new Map(functionsOf(parsed).map((each) => [nameOfFunction(parsed, each.made), each]));
  const texts = new Set(called.map((each) => textOf(each, source).replace(/;$/, "")));
  return [...texts].flatMap((text) => {
    const own = byName.get(/(#?\w+)\(\)$/.exec(text)![1]!);
    return own === undefined ? [] : [{ text, made: own.made, body: own.text }];
  });
}

/** A barrier that nobody ever waits at: behind the one at which all have met. */
function neverMet(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!isFunctionWithBlock(ts, node) || !isAsync(ts, node)) return [];
  const { statements } = node.body;
  const met = statements.findIndex((each) => /\.wait\(\)/.test(textOf(each, source)));
  if (met < 0) return [];
  const made = [...source.text.matchAll(/(this\.#?\w+|\b(?:const|readonly|private) #?\w+) = new Barrier\b/g)];
  const names = made
    .map(([, found]) => found!.replace(/^(?:readonly|private) /, "this.").replace(/^const /, ""))
    .filter((name) => !new RegExp(`(?<![\\w$])${name.replace("this.", "")}\\.wait\\(`).test(source.text));
  const places = statements.slice(met + 1);
  return names.flatMap((name) =>
    places.slice(0, 4).map((each) => ({
      kind: "never-met" as const,
      about: missing("wait"),
      at: each,
      edits: [doneBefore(parsed, each, `await ${name}.wait();`)],
    })),
  );
}

/** `await sleep(500);`, in the hope that by then all have told what nobody waits for. */
function pausesForSignals(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source, uses } = parsed;
  const isPause = ts.isExpressionStatement(node) && textOf(node, source).startsWith("await sleep(");
  if (!isPause || !ts.isBlock(node.parent)) return [];
  const lists = [
    ...textOf(node.parent, source).matchAll(/\bconst (\w+)(?:: Event\[\])? = (?:\[\]|new Array<Event>\(\))/g),
  ];
  return lists
    .filter(([all, name]) => all.includes("Event") && uses.get(name!) === 2)
    .map(([, name]) => ({
      kind: "pause-for-signals",
      about: { kind: "other", piece: "sleep" },
      at: node,
      edits: [replace(node, source, `for (const each__ of ${name}) await each__.wait();`)],
    }));
}

/** One sign that all is over, and the first who takes it is the only one who learns. Whoever takes it passes it on: as good as one for each. */
function oneSignForAll(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isExpressionStatement(node)) return [];
  const put = /^(?:await )?([\w.#]+)\.(?:putNowait|put)\(("[^"]*"|null|undefined|[A-Z_]+)\);?$/.exec(
    textOf(node, source),
  );
  if (put === null) return [];
  const [, owner, sign] = put;
  const queue = /([\w#]+)$/.exec(owner!)![1];
  const ends = allIn(
    parsed,
    source,
    (each): each is ts.IfStatement =>
      ts.isIfStatement(each) &&
      new RegExp(`^[\\w.]+ === ${sign!.replaceAll(/[^\w"]/g, ".")}$`).test(textOf(each.expression, source)),
    { andInFunctions: true },
  );
  return ends.flatMap((end) => {
    const own = enclosingFunction(ts, end);
    const got =
      own === null ? null : new RegExp(`([\\w.#]*\\b${queue}|[\\w.#]*${queue})\\.get\\(\\)`).exec(textOf(own, source));
    if (got === null) return [];
    const { thenStatement } = end;
    const first = ts.isBlock(thenStatement) ? thenStatement.statements[0] : thenStatement;
    if (first === undefined) return [];
    const edits = [doneBefore(parsed, first, `${got[1]}.putNowait(${sign});`)];
    return [{ kind: "one-sign" as const, about: missing("signal"), at: node, edits }];
  });
}

/** `busy++;`, and nothing that ever makes it less. */
function neverCountedDown(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const changed = changedBy(parsed, node);
  if (changed === null) return [];
  const up = /(?:\+\+|\+= ?1);?$|^\+\+/.test(textOf(node, source));
  const down = /(?:--|-= ?1);?$|^--/.test(textOf(node, source));
  if (!up && !down) return [];
  const name = escaped(changed.name);
  const twin = up ? `--|\\s*-=` : `\\+\\+|\\s*\\+=`;
  if (new RegExp(`(?<![\\w$])${name}(?:${twin})`).test(source.text)) return [];
  const text = `${changed.text}${up ? "--" : "++"};`;
  const named = new RegExp(`(?<![\\w$])${name}\\b`);
  return functionsOf(parsed).flatMap(({ made: { body }, text: own }) => {
    if (!named.test(own)) return [];
    const { statements } = body;
    const reader = statements.findIndex((each) => named.test(textOf(each, source)));
    if (reader < 0 || !statements.some((each) => waits(ts, each))) return [];
    const at = { kind: "never-counted-down", about: missing("number") } as const;
    const isHere = node.parent === body;
    const before = isHere ? -1 : statements.findLastIndex((each, i) => i < reader && waits(ts, each));
    return [
      ...(before < 0
        ? []
        : [{ ...at, at: statements[before]!, edits: [doneAfter(parsed, statements[before]!, text)] }]),
      { ...at, at: statements.at(-1)!, edits: [insertAtEnd(ts, statements, source, text)] },
    ];
  });
}
