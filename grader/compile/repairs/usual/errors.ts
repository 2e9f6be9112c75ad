import { calledName, insideOf, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { calls, declaredBy, insertBefore, statementsOf, usesAny, waits } from "./statements.ts";

export const errorUsuals: readonly UsualOperator[] = [swallowed, caughtInVain, notInFinally, cleanedUpInTheTry];

/** A catch that takes what is not its own: a cancel, or every error. */
function swallowed(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  // Its end alone: a long text with `throw` all over it takes the square of its length.
  if (!ts.isCatchClause(node) || /\bthrow\b[^;]*;\s*\}$/.test(textOf(node.block, source).slice(-500))) return [];
  const { variableDeclaration: declared, block } = node;
  const name = declared !== undefined && ts.isIdentifier(declared.name) ? declared.name.text : "caught__";
  const start = block.getStart(source) + 1;
  const head = declared === undefined ? [insertBefore(block, source, `(${name}) `)] : [];
  const first = `if (${name} instanceof CancelledError__) throw ${name};`;
  const about = { kind: "other", piece: "catch" } as const;
  const last = block.statements.at(-1);
  const isLeft = last !== undefined && (ts.isReturnStatement(last) || ts.isBreakOrContinueStatement(last));
  const rethrow = `throw ${name};`;
  const end = block.getEnd() - 1;
  if (source.text[end] !== "}" || end < start) return [];
  return [
    { kind: "cancel-swallowed", about, at: node, edits: [...head, { start, end: start, text: ` ${first}` }] },
    {
      kind: "error-swallowed",
      about,
      at: node,
      edits: [...head, isLeft ? replace(last, source, rethrow) : { start: end, end, text: ` ${rethrow} ` }],
    },
  ];
}

/** A catch where the error should go on to whoever called. */
function caughtInVain(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isTryStatement(node) || node.catchClause === undefined) return [];
  const { tryBlock, finallyBlock, catchClause } = node;
  const rest = finallyBlock === undefined ? "" : ` finally ${textOf(finallyBlock, source)}`;
  const text = rest === "" ? `{${insideOf(tryBlock, source)}}` : `try ${textOf(tryBlock, source)}${rest}`;
  return [
    {
      kind: "catch-extra",
      about: { kind: "extra", piece: "catch" },
      at: catchClause,
      edits: [replace(node, source, text)],
    },
  ];
}

const cleaning = ["release", "taskDone", "cancel", "clear", "close", "notifyAll", "notify", "set"];

/** Clearing up that is not reached when what is before it throws, is cancelled or returns. */
function notInFinally(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const all = statementsOf(ts, node);
  if (all === null || ts.isSourceFile(node)) return [];
  return all.flatMap((statement, i): readonly Sketch[] => {
    const isCleaning =
      calls(ts, statement, cleaning) && !waits(ts, statement) && declaredBy(ts, statement).length === 0;
    const previous = all[i - 1];
    const isAfterLoop =
      previous !== undefined &&
      ts.isIterationStatement(previous, false) &&
      waits(ts, previous) &&
      ts.isExpressionStatement(statement);
    // `console.log("left")` at the very end.
    const next = all[i + 1];
    const isEnd =
      ts.isExpressionStatement(statement) &&
      !waits(ts, statement) &&
      (next === undefined || ts.isReturnStatement(next));
    if ((!isCleaning && !isAfterLoop && !isEnd) || i === 0) return [];
    const first = firstWrapped(i, isAfterLoop && !isCleaning);
    const wrapped = all.slice(first, i);
    if (!wrapped.some((each) => waits(ts, each))) return [];
    const cleanup =
      isAfterLoop && !isCleaning ? all.slice(i).filter((each) => ts.isExpressionStatement(each)) : [statement];
    const rest = all.slice(i + cleanup.length);
    const leaking = wrapped.flatMap((each) => declaredBy(ts, each));
    const isNeeded = rest.some((each) => usesAny(ts, each, leaking));
    if (cleanup.some((each) => usesAny(ts, each, leaking))) return [];
    const tried = [...wrapped, ...(isNeeded ? rest : [])].map((each) => textOf(each, source)).join(" ");
    const cleaned = cleanup.map((each) => textOf(each, source)).join(" ");
    const after = isNeeded ? "" : rest.map((each) => textOf(each, source)).join(" ");
    const edits = [
      {
        start: wrapped[0]!.getStart(source),
        end: all.at(-1)!.getEnd(),
        text: `try { ${tried} } finally { ${cleaned} } ${after}`,
      },
    ];
    const kind = isCleaning || isAfterLoop ? "finally-missing" : "end-not-reached";
    return [{ kind, about: { kind: "missing", piece: "finally" }, at: statement, edits }];

    /** Behind what takes what is given back. */
    function firstWrapped(end: number, isWork: boolean): number {
      if (isWork) return end - 1;
      for (let k = end - 1; k >= 0; k -= 1) {
        if (usesAny(ts, statement, declaredBy(ts, all![k]!)) || calls(ts, all![k]!, ["acquire", "get"])) return k + 1;
      }
      return 0;
    }
  });
}

/** The same, at the end of a `try` that has a catch, or behind it. */
function cleanedUpInTheTry(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isTryStatement(node) || node.finallyBlock !== undefined) return [];
  const about = { kind: "missing", piece: "finally" } as const;
  const inside = node.tryBlock.statements.filter(
    (each) => ts.isExpressionStatement(each) && cleaning.includes(calledName(ts, each.expression) ?? ""),
  );
  const own = node.tryBlock.statements.flatMap((each) => declaredBy(ts, each));
  const found: Sketch[] = inside
    .filter((each) => !usesAny(ts, each, own))
    .map((each) => ({
      kind: "finally-missing",
      about,
      at: each,
      edits: [
        replace(each, source, ""),
        { start: node.getEnd(), end: node.getEnd(), text: ` finally { ${textOf(each, source)} }` },
      ],
    }));
  const all = statementsOf(ts, node.parent);
  const next = all?.[all.indexOf(node) + 1];
  if (all !== null && next !== undefined && ts.isExpressionStatement(next)) {
    const rest = all.slice(all.indexOf(node) + 1).filter((each) => ts.isExpressionStatement(each));
    const text = ` finally { ${rest.map((each) => textOf(each, source)).join(" ")} }`;
    found.push({
      kind: "finally-missing",
      about,
      at: next,
      edits: [{ start: node.getEnd(), end: node.getEnd(), text }, ...rest.map((each) => replace(each, source, ""))],
    });
  }
  return found;
}
