import { calledName, insertAfter, remove, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import {
  declaredBy,
  doneBy,
  insertAtEnd,
  insertBefore,
  mayAwait,
  namesIn,
  statementOf,
  statementsOf,
  usesAny,
} from "./statements.ts";

const waiting = [
  "gather",
  "wait",
  "sleep",
  "waitFor",
  "timeout",
  "timeoutAt",
  "taskGroup",
  "shield",
  "acquire",
  "with",
];
const waitingWithoutArguments = ["join", "get", "put", "wait", "text", "json"];
const requests = ["get", "post", "put", "delete", "patch", "head", "request"];

export const waitUsuals: readonly UsualOperator[] = [
  awaitMissing,
  nobodyAwaits,
  cancelledAndLeft,
  extraWait,
  awaitedTwice,
];

/** Whether a call has to be awaited, as far as names tell. */
export function isAwaitable({ ts, source, asyncNames }: Parsed, node: ts.Node): node is ts.CallExpression {
  const name = calledName(ts, node);
  if (name === null || !ts.isCallExpression(node)) return false;
  if (asyncNames.has(name) || waiting.includes(name)) return true;
  if (!ts.isPropertyAccessExpression(node.expression)) return false;
  const [first] = node.arguments;
  if (first === undefined) return waitingWithoutArguments.includes(name);
  return requests.includes(name) && /^["'`](?:\/|https?:)/.test(textOf(first, source));
}

/** Forgotten: `sleep(pause);`, `const reply = client.get("/a");`, `return ask();` inside `try`. */
function awaitMissing(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!isAwaitable(parsed, node) || !mayAwait(ts, node)) return [];
  const { parent } = node;
  const about = { kind: "missing", piece: "await" } as const;
  const edits = [insertBefore(node, source, "await ")];
  if (ts.isVoidExpression(parent))
    return [
      { kind: "await-missing", about, at: node, edits: [replace(parent, source, `await ${textOf(node, source)}`)] },
    ];
  if (ts.isExpressionStatement(parent)) return [{ kind: "await-missing", about, at: node, edits }];
  if (ts.isReturnStatement(parent))
    return isInTry(parsed, parent) ? [{ kind: "await-missing-return", about, at: node, edits }] : [];
  const isUsed =
    ts.isVariableDeclaration(parent) ||
    (ts.isBinaryExpression(parent) && parent.right === node) ||
    ts.isIfStatement(parent);
  return isUsed ? [{ kind: "await-missing-value", about, at: node, edits }] : [];
}

function isInTry({ ts }: Parsed, node: ts.Node): boolean {
  for (let around = node; !ts.isFunctionLike(around) && !ts.isSourceFile(around); around = around.parent) {
    if (ts.isTryStatement(around.parent) && around.parent.tryBlock === around) return true;
  }
  return (
    node.parent !== undefined &&
    (statementsOf(ts, node.parent)?.some((each) => /^(?:await )?using\b/.test(textOf(each, node.getSourceFile()))) ??
      false)
  );
}

/** A task that nobody waits for: `createTask(report());`, or one whose name is never read again. */
function nobodyAwaits(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const all = statementsOf(ts, node);
  if (all === null || ts.isSourceFile(node) || all.length === 0) return [];
  const about = { kind: "missing", piece: "await" } as const;
  const first = all[0]!;
  if (!mayAwait(ts, first)) return [];
  return all.flatMap((statement): readonly Sketch[] => {
    const made = doneBy(ts, statement);
    if (made !== null && calledName(ts, made) === "createTask" && !textOf(statement, source).startsWith("await")) {
      const at = { kind: "task-unawaited", about, at: statement } as const;
      const held = replace(statement, source, `const made__ = ${textOf(made, source)};`);
      return [
        { ...at, edits: [replace(statement, source, `await ${textOf(made, source)};`)] },
        ...(statement === all.at(-1) ? [] : [{ ...at, edits: [held, insertAtEnd(ts, all, source, "await made__;")] }]),
      ];
    }
    const [name, ...more] = declaredBy(ts, statement);
    if (name === undefined || more.length > 0 || isReadIn(name, source)) return [];
    const text = textOf(statement, source);
    if (!/\bcreateTask\(/.test(text) || /\bawait\b.*createTask/.test(text)) return [];
    const wait = /\bmap\(|Array\.from\(/.test(text) ? `await gather__(...${name});` : `await ${name};`;
    return [{ kind: "task-unawaited", about, at: statement, edits: [insertAtEnd(ts, all, source, wait)] }];
  });
}

/** Read, and not only asked for its state, or cancelled. */
function isReadIn(name: string, { text }: ts.SourceFile): boolean {
  return (
    [...text.matchAll(new RegExp(`(?<![.\\w])${name}\\b(?!\\.(?:done|cancel|cancelled|result)\\()`, "g"))].length > 1
  );
}

/** `task.cancel()`, alone or for all of a list, without waiting until it has left. */
function cancelledAndLeft(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (
    calledName(ts, node) !== "cancel" ||
    !ts.isCallExpression(node) ||
    !ts.isPropertyAccessExpression(node.expression)
  )
    return [];
  const name = textOf(node.expression.expression, source);
  const statement = statementOf(ts, node);
  let around: ts.Node = node;
  while (
    around.parent !== undefined &&
    !(ts.isForOfStatement(around) && declares(around)) &&
    !(calledName(ts, around) === "forEach")
  ) {
    if (ts.isFunctionDeclaration(around) || ts.isMethodDeclaration(around)) break;
    around = around.parent;
  }
  const about = { kind: "missing", piece: "wait" } as const;
  if (ts.isForOfStatement(around)) {
    return mayAwait(ts, around)
      ? [
          {
            kind: "cancel-unawaited",
            about,
            at: around,
            edits: [insertAfter(around, ` await wait__([...${textOf(around.expression, source)}]);`)],
          },
        ]
      : [];
  }
  if (calledName(ts, around) === "forEach") {
    const list = textOf(((around as ts.CallExpression).expression as ts.PropertyAccessExpression).expression, source);
    const whole = statementOf(ts, around);
    return mayAwait(ts, whole)
      ? [{ kind: "cancel-unawaited", about, at: whole, edits: [insertAfter(whole, ` await wait__([...${list}]);`)] }]
      : [];
  }
  if (!mayAwait(ts, statement) || !ts.isExpressionStatement(statement)) return [];
  return [
    { kind: "cancel-unawaited", about, at: statement, edits: [insertAfter(statement, ` await wait__([${name}]);`)] },
  ];

  function declares(loop: ts.ForOfStatement): boolean {
    return namesIn(ts, loop.initializer).has(name);
  }
}

/** A wait that nothing needs: a second meeting at a barrier. */
function extraWait(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || !ts.isAwaitExpression(node.expression) || !ts.isBlock(node.parent)) return [];
  const call = node.expression.expression;
  if (calledName(ts, call) !== "wait" || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression))
    return [];
  return [{ kind: "wait-extra", about: { kind: "extra", piece: "wait" }, at: node, edits: [remove(node, source)] }];
}

/** `await task;` although it is awaited further down, where its result is needed, or by whoever asked for it. */
function awaitedTwice(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || !ts.isAwaitExpression(node.expression) || !ts.isBlock(node.parent)) return [];
  const awaited = node.expression.expression;
  if (!ts.isIdentifier(awaited)) return [];
  const { statements } = node.parent;
  const after = statements.slice(statements.indexOf(node) + 1);
  if (!after.some((each) => usesAny(ts, each, [awaited.text]))) return [];
  return [
    { kind: "await-too-early", about: { kind: "extra", piece: "await" }, at: node, edits: [remove(node, source)] },
  ];
}
