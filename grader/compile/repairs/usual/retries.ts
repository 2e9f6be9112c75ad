import type { Edit } from "../../mutants/mutant.ts";
import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { enclosingFunction, movedAfter, usesAny } from "./statements.ts";

export const retryUsuals: readonly UsualOperator[] = [
  pauseDoesNotGrow,
  growsTooMuch,
  pauseAfterTheLast,
  grownBeforeThePause,
];

/** The pause before the next try is as long as the one before it. */
function pauseDoesNotGrow(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const about = { kind: "missing", piece: "number" } as const;
  const own = enclosingFunction(ts, node);
  const name = own === null ? null : nameOf(own);
  if (ts.isCallExpression(node) && name !== null && calledName(ts, node) === name) {
    const last = node.arguments.at(-1);
    if (last === undefined || !ts.isIdentifier(last)) return [];
    return [{ kind: "pause-flat", about, at: node, edits: [replace(last, source, `${last.text} * 2`)] }];
  }
  if (
    !ts.isExpressionStatement(node) ||
    !ts.isAwaitExpression(node.expression) ||
    calledName(ts, node.expression.expression) !== "sleep"
  )
    return [];
  const [pause] = (node.expression.expression as ts.CallExpression).arguments;
  const loop = loopAround(ts, node);
  if (pause === undefined || loop === null) return [];
  const body = textOf(loop, source);
  if (ts.isIdentifier(pause)) {
    if (new RegExp(`\\b${pause.text} (?:[*+]?=|\\*\\*)`).test(body)) return [];
    const counter = /for \(let (\w+) = (\d)/.exec(body);
    const power =
      counter === null ? [] : [`${pause.text} * 2 ** ${counter[2] === "0" ? counter[1] : `(${counter[1]} - 1)`}`];
    return [
      ...power.map((text) => ({ kind: "pause-flat" as const, about, at: node, edits: [replace(pause, source, text)] })),
      {
        kind: "pause-flat",
        about,
        at: node,
        edits: [...asVariable(pause.text, source), insertAfter(node, ` ${pause.text} *= 2;`)],
      },
    ];
  }
  const linear = /^(\w+) \* (\w+)$/.exec(textOf(pause, source));
  if (linear === null) return [];
  const [, a, b] = linear;
  return [`${b} * 2 ** (${a} - 1)`, `${b} * 2 ** ${a}`, `${a} * 2 ** ${b}`].map((text) => ({
    kind: "pause-flat",
    about,
    at: node,
    edits: [replace(pause, source, text)],
  }));

  function nameOf(around: ts.SignatureDeclaration): string | null {
    if (around.name !== undefined) return textOf(around.name, source);
    const declared = ts.isCallExpression(around.parent) ? around.parent.parent : around.parent;
    return ts.isVariableDeclaration(declared) || ts.isPropertyDeclaration(declared)
      ? textOf(declared.name, source)
      : null;
  }
}

function asVariable(name: string, { text }: ts.SourceFile): readonly Edit[] {
  const found = new RegExp(`\\bconst(?= ${name} = )`).exec(text);
  return found === null ? [] : [{ start: found.index, end: found.index + "const".length, text: "let" }];
}

export function loopAround(ts: Parsed["ts"], node: ts.Node): ts.IterationStatement | null {
  for (let around = node.parent; around !== undefined && !ts.isFunctionLike(around); around = around.parent) {
    if (ts.isIterationStatement(around, false)) return around;
  }
  return null;
}

/** `pause *= 10`, `2 ** (n + 1)`, `3 ** n`. */
function growsTooMuch(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isBinaryExpression(node)) return [];
  const about = { kind: "other", piece: "number" } as const;
  const edit = (to: ts.Node, text: string): Sketch => ({
    kind: "pause-grows",
    about,
    at: node,
    edits: [replace(to, source, text)],
  });
  const { operatorToken, right, left } = node;
  const operator = textOf(operatorToken, source);
  const [base, by] = [textOf(left, source), textOf(right, source)];
  if (operator === "*=" && /^\d+$/.test(by) && by !== "2") return [edit(right, "2")];
  if (operator === "+=" && loopAround(ts, node) !== null && /pause|delay|wait|back/i.test(base))
    return [edit(node, `${base} *= 2`)];
  if (operator !== "**") return [];
  const off = /^\((\w+) [-+] 1\)$/.exec(by)?.[1];
  return [
    ...(base === "2" ? [] : [edit(left, "2")]),
    edit(right, off ?? `(${by} - 1)`),
    ...(off === undefined ? [edit(right, `(${by} + 1)`)] : []),
  ];
}

/** A pause although nobody will ask again. */
function pauseAfterTheLast(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || !/^await (?:\w+\.)*sleep\(/.test(textOf(node, source))) return [];
  const loop = loopAround(ts, node);
  const about = { kind: "missing", piece: "condition" } as const;
  const guard = (test: string): Sketch => ({
    kind: "pause-after-last",
    about,
    at: node,
    edits: [replace(node, source, `if (${test}) ${textOf(node, source)}`)],
  });
  if (
    loop !== null &&
    ts.isForStatement(loop) &&
    loop.condition !== undefined &&
    ts.isBinaryExpression(loop.condition)
  ) {
    const [left, operator, right] = [loop.condition.left, loop.condition.operatorToken, loop.condition.right].map(
      (each) => textOf(each, source),
    );
    if (operator === "<") return [guard(`${left} + 1 < ${right}`)];
    if (operator === "<=") return [guard(`${left} < ${right}`)];
    if (operator === ">" || operator === ">=") return [guard(`${left} - 1 ${operator} ${right}`)];
  }
  if (loop !== null && ts.isWhileStatement(loop) && ts.isBinaryExpression(loop.expression)) {
    return [guard(textOf(loop.expression, source))];
  }
  // `await sleep(pause); if (tries === 0) throw …`
  const block = ts.isBlock(node.parent) ? node.parent.statements : null;
  const after = block?.slice(block.indexOf(node) + 1, block.indexOf(node) + 3) ?? [];
  return after
    .filter((each): each is ts.IfStatement => ts.isIfStatement(each))
    .filter((each) => /\b(?:throw|return|break)\b/.test(textOf(each.thenStatement, source)))
    .map((each) => guard(`!(${textOf(each.expression, source)})`));
}

/** `pause *= 2; await sleep(pause);`: the first pause is too long already. */
function grownBeforeThePause(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression) || !ts.isBlock(node.parent)) return [];
  const { statements } = node.parent;
  const next = statements[statements.indexOf(node) + 1];
  if (next === undefined || !/^await (?:\w+\.)*sleep\(/.test(textOf(next, source))) return [];
  if (!usesAny(ts, next, [textOf(node.expression.left, source)])) return [];
  const about = { kind: "order", piece: "number" } as const;
  return [{ kind: "pause-grown-early", about, at: node, edits: movedAfter(node, next, source) }];
}
