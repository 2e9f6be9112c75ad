import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import {
  calls,
  declaredBy,
  doneBy,
  enclosingFunction,
  insertAtEnd,
  insertBefore,
  mayAwait,
  statementOf,
  statementsOf,
  waits,
} from "./statements.ts";

export const signalUsuals: readonly UsualOperator[] = [
  wokenOnce,
  looksOnce,
  waitsForTheWrong,
  cancelMissing,
  othersGoOn,
  losersGoOn,
  nobodyNotifies,
  polls,
  pausesInstead,
  signalMissing,
];

/** `notify()` wakes one, who may not be the one that can go on. */
function wokenOnce(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (
    calledName(ts, node) !== "notify" ||
    !ts.isCallExpression(node) ||
    !ts.isPropertyAccessExpression(node.expression)
  )
    return [];
  const owner = textOf(node.expression.expression, source);
  return [
    {
      kind: "notify-one",
      about: { kind: "other", piece: "signal" },
      at: node,
      edits: [replace(node, source, `${owner}.notifyAll()`)],
    },
  ];
}

/** `if (…) await changed.wait();`: what was waited for may not be so any more. */
function looksOnce(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIfStatement(node) || node.elseStatement !== undefined || !waits(ts, node.thenStatement)) return [];
  if (!/\.wait\(\)/.test(textOf(node.thenStatement, source))) return [];
  const start = node.getStart(source);
  return [
    {
      kind: "if-for-while",
      about: { kind: "other", piece: "again" },
      at: node,
      edits: [{ start, end: start + "if".length, text: "while" }],
    },
  ];
}

/** For the first, for all, or in the order of the list, and it should be otherwise. */
function waitsForTheWrong(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const about = { kind: "other", piece: "wait" } as const;
  if (ts.isForOfStatement(node) && waits(ts, node.statement) && ts.isIdentifier(node.expression)) {
    return [
      {
        kind: "in-list-order",
        about,
        // There it waits for one while another is ready.
        at: (statementsOf(ts, node.statement) ?? [node.statement]).find((each) => waits(ts, each)) ?? node.expression,
        edits: [replace(node.expression, source, `asCompleted__(${textOf(node.expression, source)})`)],
      },
    ];
  }
  if (!ts.isCallExpression(node)) return [];
  const name = calledName(ts, node);
  const [list, options] = node.arguments;
  if (list === undefined) return [];
  const all = textOf(list, source);
  if (name === "asCompleted") return [{ kind: "as-completed", about, at: node, edits: [replace(node, source, all)] }];
  // An event's `wait()` is given nothing.
  if (name === "wait") {
    const now = options === undefined ? "" : textOf(options, source);
    const when = (mode: string): string => {
      if (now === "") return `, { returnWhen: "${mode}" }`;
      return /returnWhen: *["']\w+["']/.test(now)
        ? `, ${now.replace(/returnWhen: *["']\w+["']/, `returnWhen: "${mode}"`)}`
        : `, { ...${now}, returnWhen: "${mode}" }`;
    };
    const modes = ["FIRST_COMPLETED", "ALL_COMPLETED", "FIRST_EXCEPTION"].filter(
      (mode) => !now.includes(mode) && (now.includes("returnWhen") || mode !== "ALL_COMPLETED"),
    );
    return modes.map((mode) => ({
      kind: "wait-for-the-wrong",
      about,
      at: node,
      edits: [replace(node, source, `${textOf(node.expression, source)}(${all}${when(mode)})`)],
    }));
  }
  return [];
}

/** A task that nobody stops. */
function cancelMissing(node: ts.Node, { ts, source, uses }: Parsed): readonly Sketch[] {
  const all = statementsOf(ts, node);
  if (all === null || ts.isSourceFile(node)) return [];
  const about = { kind: "missing", piece: "cancel" } as const;
  return all.flatMap((statement, i): readonly Sketch[] => {
    if (i === all.length - 1 || !/\bcreateTask\(/.test(textOf(statement, source))) return [];
    const at = { kind: "cancel-missing", about, at: statement } as const;
    const [name] = declaredBy(ts, statement);
    const made = doneBy(ts, statement);
    if (
      name !== undefined &&
      !waits(ts, statement) &&
      // Without a bound, the square of a text that has no semicolons, for each task of it.
      !new RegExp(`\\b${name}\\b[^;]{0,200}\\.cancel\\(`).test(source.text)
    ) {
      const isList = /\bmap\(|Array\.from\(|\[/.test(textOf(statement, source));
      const end = isList ? `for (const each__ of ${name}) each__.cancel();` : `${name}.cancel();`;
      return uses.get(name) === 1 || isList ? [{ ...at, edits: [insertAtEnd(ts, all, source, end)] }] : [];
    }
    if (made === null) return [];
    const list = calledName(ts, made) !== "createTask";
    const end = list ? "for (const each__ of left__) each__.cancel();" : "left__.cancel();";
    return [
      {
        ...at,
        edits: [
          replace(statement, source, `const left__ = ${textOf(made, source)};`),
          insertAtEnd(ts, all, source, end),
        ],
      },
    ];
  });
}

/** `await gather(tasks)`, or `await wait(tasks)`: when one fails, or when nobody needs them any more, the others go on. */
function othersGoOn(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isAwaitExpression(node) || !ts.isCallExpression(node.expression)) return [];
  const name = calledName(ts, node.expression);
  const [list] = node.expression.arguments;
  if (list === undefined || node.expression.arguments.length !== 1) return [];
  const isOfTasks = /\bcreateTask\(|^\w+$|^\[\.\.\.[^,]*\]$/.test(textOf(list, source));
  if (name === "wait" && ts.isExpressionStatement(node.parent) && isOfTasks) {
    const text = `for (const each__ of ${textOf(list, source)}) each__.cancel(); `;
    const about = { kind: "missing", piece: "cancel" } as const;
    return [{ kind: "cancel-missing", about, at: node.parent, edits: [insertBefore(node.parent, source, text)] }];
  }
  if (name !== "gather" || !isOfTasks) return [];
  const guarded = `(async (all) => { try { return await gather__(all); } finally { for (const each of all) each.cancel(); await wait__(all); } })(${textOf(list, source)})`;
  return [
    {
      kind: "siblings-go-on",
      about: { kind: "missing", piece: "cancel" },
      at: node,
      edits: [replace(node.expression, source, guarded)],
    },
  ];
}

/** Those that are not done when the first one is, and go on. */
function losersGoOn(node: ts.Node, { ts }: Parsed): readonly Sketch[] {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  const [list] =
    ts.isCallExpression(call) && ["wait", "asCompleted"].includes(calledName(ts, call) ?? "") ? call.arguments : [];
  const around = enclosingFunction(ts, node);
  if (list === undefined || !ts.isIdentifier(list) || around === null || calls(ts, around, ["cancel"])) return [];
  const statement = statementOf(ts, node);
  if (!ts.isBlock(statement.parent)) return [];
  const text = ` for (const each__ of ${list.text}) each__.cancel();`;
  const about = { kind: "missing", piece: "cancel" } as const;
  return [{ kind: "cancel-missing", about, at: statement, edits: [insertAfter(statement, text)] }];
}

/** What others wait for is changed, and nobody tells them. */
function nobodyNotifies(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (calledName(ts, node) !== "with" || !ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return [];
  const [body] = node.arguments;
  if (!/\bnew Condition\b/.test(source.text) || /\.notify(?:All)?\(/.test(source.text)) return [];
  if (body === undefined || !ts.isArrowFunction(body) || !ts.isBlock(body.body) || body.body.statements.length === 0)
    return [];
  const { statements } = body.body;
  if (waits(ts, body.body)) return [];
  const told = insertAtEnd(ts, statements, source, `${textOf(node.expression.expression, source)}.notifyAll();`);
  return [
    { kind: "signal-missing", about: { kind: "missing", piece: "signal" }, at: statements.at(-1)!, edits: [told] },
  ];
}

/** Looks again and again instead of waiting to be told. */
function polls(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isWhileStatement(node) || !/^\{?\s*await sleep\([^;]*\);\s*\}?$/.test(textOf(node.statement, source)))
    return [];
  const condition = textOf(node.expression, source);
  const event = /^!\s*(.+)\.isSet\(\)$/.exec(condition)?.[1];
  const task = /^!\s*(.+)\.done\(\)$/.exec(condition)?.[1];
  const isQueue = condition.endsWith(".empty()");
  const edit = (text: string): Sketch => ({
    kind: "polling",
    about: { kind: "other", piece: "polling" },
    at: node,
    edits: [replace(node, source, text)],
  });
  if (event !== undefined) return [edit(`await ${event}.wait();`)];
  if (task !== undefined) return [edit(`await wait__([${task}]);`)];
  if (isQueue) return [edit(";")];
  return joined(source).map((queue) => edit(`await ${queue}.join();`));
}

/** A fixed pause in the hope that all is done by then. */
function pausesInstead(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (
    !ts.isExpressionStatement(node) ||
    !ts.isAwaitExpression(node.expression) ||
    calledName(ts, node.expression.expression) !== "sleep"
  )
    return [];
  const all = statementsOf(ts, node.parent);
  if (all === null || !mayAwait(ts, node)) return [];
  const edit = (text: string): Sketch => ({
    kind: "pause-for-wait",
    about: { kind: "other", piece: "sleep" },
    at: node,
    edits: [replace(node, source, text)],
  });
  const made = all.slice(0, all.indexOf(node)).filter((each) => /\bcreateTask\(/.test(textOf(each, source)));
  const names = made.flatMap((each) =>
    declaredBy(ts, each).map((name) =>
      /\bmap\(|Array\.from\(|\[/.test(textOf(each, source)) ? `[...${name}]` : `[${name}]`,
    ),
  );
  const pauses = joined(source).map((queue) => edit(`await ${queue}.join();`));
  return made.length === 0 ? [] : [...names.map((list) => edit(`await wait__(${list});`)), ...pauses];
}

/** The queues that are told when something is done. */
export function joined(source: ts.SourceFile): readonly string[] {
  if (!/\.taskDone\(\)/.test(source.text)) return [];
  const names = [...source.text.matchAll(/\bconst (\w+) = new \w*Queue\b/g)].map(([, name]) => name!);
  const own = [...source.text.matchAll(/\b(?:readonly|private) (#?\w+) = new \w*Queue\b/g)].map(
    ([, name]) => `this.${name}`,
  );
  return [...names, ...own].slice(0, 2);
}

/** Taken from a queue, and never reported as done. */
function signalMissing(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIterationStatement(node, false) || !ts.isBlock(node.statement)) return [];
  const got = /\bawait ([\w.#]+)\.get\(\)/.exec(textOf(node.statement, source))?.[1];
  if (got === undefined || /\.taskDone\(/.test(textOf(node.statement, source)) || !/\.join\(\)/.test(source.text))
    return [];
  const about = { kind: "missing", piece: "done" } as const;
  return [
    {
      kind: "done-missing",
      about,
      at: node.statement.statements.at(-1)!,
      edits: [insertAtEnd(ts, node.statement.statements, source, `${got}.taskDone();`)],
    },
  ];
}
