import type { Edit } from "../../mutants/mutant.ts";
import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { asTask } from "./made.ts";
import { allIn, isFunctionWithBlock, unusedNumbers } from "./surroundings.ts";
import { joined } from "./signals.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { declaredBy, enclosingFunction, insertAtEnd, insertBefore, mayAwait, waits } from "./statements.ts";

export const forgottenTasks: readonly UsualOperator[] = [
  leftAlone,
  failsBeforeTheOthers,
  closesEarly,
  goesOnForEver,
  othersAreLeft,
  begunWithoutTask,
  oneInsteadOfMany,
];

interface Made {
  readonly name: string;
  readonly isList: boolean;
  readonly statement: ts.Statement;
  readonly block: ts.Block;
}

/** The tasks, and the lists of them, that have a name in a block. */
function madeIn(parsed: Parsed, node: ts.Node): readonly Made[] {
  const { ts, source } = parsed;
  if (!ts.isBlock(node)) return [];
  return node.statements.flatMap((statement): readonly Made[] => {
    const [name, ...more] = ts.isVariableStatement(statement) ? declaredBy(ts, statement) : [];
    if (name === undefined || more.length > 0) return [];
    const text = textOf(statement, source);
    const isFilled =
      new RegExp(`(?<![\\w.])${name}\\.(?:push|add)\\([^;]*createTask\\(`).test(source.text) ||
      /\bTask<[^=]*= (?:\[\]|new (?:Set|Array))/.test(text);
    if (!/\bcreateTask\(/.test(text) && !isFilled) return [];
    if (/\bawait\b/.test(text) && !text.includes("=>")) return [];
    return [{ name, isList: isFilled || /\bmap\(|Array\.from\(|= \[/.test(text), statement, block: node }];
  });
}

/** How often something of this name is read in a block, but to fill it, or to stop what is in it. */
function readsOf({ ts, source }: Parsed, { name, block, statement }: Made): number {
  let count = 0;
  const look = (node: ts.Node): void => {
    if (node === statement) return;
    const { parent } = node;
    const isKey =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node);
    if (ts.isIdentifier(node) && node.text === name && !isKey) {
      const isFill = /^\.(?:push|add|cancel)\(/.test(source.text.slice(node.end));
      if (!isFill) count += 1;
    }
    ts.forEachChild(node, look);
  };
  ts.forEachChild(block, look);
  return count;
}

/** A task, or a list of them, that is never looked at again: it is waited for before the function ends. */
function leftAlone(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  return madeIn(parsed, node).flatMap((made): readonly Sketch[] => {
    const { name, isList, statement, block } = made;
    if (readsOf(parsed, made) > 0 || !mayAwait(ts, statement)) return [];
    const text = isList ? `await wait__([...${name}]);` : `await ${name};`;
    const about = { kind: "missing", piece: "await" } as const;
    return [
      { kind: "task-left-alone", about, at: statement, edits: [insertAtEnd(ts, block.statements, source, text)] },
    ];
  });
}

/** `for (const task of tasks) await task;`: the first that fails ends it, and the others are still at it. */
function failsBeforeTheOthers(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const at = { kind: "fails-before-the-others", about: { kind: "missing", piece: "wait" }, at: node } as const;
  if (ts.isForOfStatement(node) && node.awaitModifier === undefined && ts.isVariableDeclarationList(node.initializer)) {
    const each = textOf(node.initializer.declarations[0]!.name, source);
    if (
      !ts.isIdentifier(node.expression) ||
      !new RegExp(`\\bawait ${each.replaceAll(/\W/g, ".")}\\b(?![.(])`).test(textOf(node.statement, source))
    )
      return [];
    return [{ ...at, edits: [insertBefore(node, source, `await wait__([...${node.expression.text}]); `)] }];
  }
  if (!ts.isAwaitExpression(node) || calledName(ts, node.expression) !== "gather") return [];
  const [list, ...more] = (node.expression as ts.CallExpression).arguments;
  if (list === undefined || more.length > 0) return [];
  const all = textOf(list, source);
  const collected = `(await gather__(${all}, { returnExceptions: true }))`;
  const told = `${collected}.map((each__: any) => each__ instanceof Error ? each__.message : each__)`;
  const about = { kind: "missing", piece: "catch" } as const;
  const edits = [
    [
      insertBefore(node, source, "("),
      insertAfter(node, ")"),
      replace(
        node.expression,
        source,
        `(async (all__: any) => { await wait__([...all__]); return await gather__(all__); })(${all})`,
      ),
    ],
    [replace(node, source, collected)],
    [replace(node, source, told)],
  ];
  const [waited, ...caught] = edits;
  return [
    ...(ts.isIdentifier(list) ? [{ ...at, edits: [waited!.at(-1)!] }] : []),
    ...caught.map((each) => ({ kind: "first-error-wins" as const, about, at: node, edits: each })),
  ];
}

/** Who works is stopped before all is done that lies in the queue. */
function closesEarly(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isStatement(node) || !ts.isBlock(node.parent) || /\.join\(\)/.test(source.text) || !mayAwait(ts, node))
    return [];
  const text = textOf(node, source);
  const isStop =
    /^[\w.#]+\.cancel\(\);?$/.test(text) ||
    /^for \(.*\)\s*\{?\s*\w+\.cancel\(\);?\s*\}?$/.test(text) ||
    /^[\w.#[\]]+\.forEach\([^;]*\.cancel\(\)\);?$/.test(text);
  if (!isStop) return [];
  return joined(source).map((queue) => ({
    kind: "closes-early",
    about: { kind: "missing", piece: "wait" },
    at: node,
    edits: [insertBefore(node, source, `await ${queue}.join(); `)],
  }));
}

/** What goes on for ever is stopped at the end, however that comes. */
function goesOnForEver(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  return madeIn(parsed, node).flatMap((made): readonly Sketch[] => {
    const { name, statement, block, isList } = made;
    if (isList || new RegExp(`\\b${name}\\.cancel\\(`).test(textOf(block, source))) return [];
    const { statements } = block;
    const after = statements.slice(statements.indexOf(statement) + 1);
    const at = { kind: "goes-on-for-ever", about: { kind: "missing", piece: "cancel" }, at: statement } as const;
    const found: Sketch[] = [];
    for (const each of after) {
      if (!ts.isTryStatement(each)) continue;
      const end = each.finallyBlock ?? null;
      const edit: Edit =
        end === null
          ? insertAfter(each, ` finally { ${name}.cancel(); }`)
          : { start: end.getStart(source) + 1, end: end.getStart(source) + 1, text: ` ${name}.cancel();` };
      found.push({ ...at, edits: [edit] });
    }
    const [first, last] = [after[0], after.at(-1)];
    if (first !== undefined && last !== undefined && readsOf(parsed, made) === 0) {
      found.push({
        ...at,
        edits: [insertBefore(first, source, "try { "), insertAfter(last, ` } finally { ${name}.cancel(); }`)],
      });
    }
    return found;
  });
}

/** Who is not needed any more is stopped, and waited for, however what was waited for ends. */
function othersAreLeft(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  return madeIn(parsed, node).flatMap((made): readonly Sketch[] => {
    const { name, isList, statement, block } = made;
    if (!isList || /\.cancel\(/.test(textOf(block, source))) return [];
    const after = block.statements.slice(block.statements.indexOf(statement) + 1);
    const awaited = after.flatMap((each) => {
      if (ts.isFunctionDeclaration(each)) return [];
      const [one] = allIn(parsed, each, (inner): inner is ts.AwaitExpression => ts.isAwaitExpression(inner));
      return one === undefined ? [] : [one];
    });
    return awaited.slice(0, 2).map(({ expression }) => ({
      kind: "others-are-left",
      about: { kind: "missing", piece: "cancel" },
      at: expression,
      edits: [
        replace(
          expression,
          source,
          `(async () => { try { return await ${textOf(expression, source)}; } finally { for (const each__ of ${name}) each__.cancel(); await wait__([...${name}]); } })()`,
        ),
      ],
    }));
  });
}

/** `all.push(work(x));`: a plain async function begins at once, and is no task. */
function begunWithoutTask(node: ts.Node, { ts, source, asyncNames }: Parsed): readonly Sketch[] {
  if (!ts.isCallExpression(node) || !["push", "add"].includes(calledName(ts, node) ?? "")) return [];
  const [work] = node.arguments;
  if (work === undefined || !ts.isCallExpression(work) || !asyncNames.has(calledName(ts, work) ?? "")) return [];
  const about = { kind: "missing", piece: "task" } as const;
  return [{ kind: "begun-without-task", about, at: node, edits: [replace(work, source, asTask(ts, work, source))] }];
}

/** One worker, and a number that the program is given and does not use; or fewer than that number. */
function oneInsteadOfMany(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const about = { kind: "other", piece: "number" } as const;
  if (ts.isCallExpression(node) && /^Math\.(?:min|max)$/.test(textOf(node.expression, source))) {
    const whole = node.arguments.filter((each) => !ts.isNumericLiteral(each));
    if (whole.length !== 1 || node.arguments.length !== 2) return [];
    return [{ kind: "fewer-than-asked", about, at: node, edits: [replace(node, source, textOf(whole[0]!, source))] }];
  }
  if (ts.isBinaryExpression(node) && textOf(node.operatorToken, source) === "||") {
    const whole = /^([\w.#]+) - \d$/.exec(textOf(node.left, source))?.[1];
    if (whole === undefined || !ts.isNumericLiteral(node.right)) return [];
    return [{ kind: "fewer-than-asked", about, at: node, edits: [replace(node, source, whole)] }];
  }
  if (
    !ts.isExpressionStatement(node) ||
    waits(ts, node) ||
    !/^(?:[\w.#]+\.(?:push|add)\()?(?:\w+\.)?createTask\(/.test(textOf(node, source))
  )
    return [];
  for (
    let around: ts.Node = node;
    !isFunctionWithBlock(ts, around) && around.parent !== undefined;
    around = around.parent
  ) {
    if (ts.isIterationStatement(around, false)) return [];
  }
  if (enclosingFunction(ts, node) === null) return [];
  return unusedNumbers(parsed).map(({ text, edits }) => ({
    kind: "one-instead-of-many",
    about: { kind: "other", piece: "task" },
    at: node,
    edits: [...edits, replace(node, source, `for (let i__ = 0; i__ < ${text}; i__++) { ${textOf(node, source)} }`)],
  }));
}
