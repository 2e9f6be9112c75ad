import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { Edit } from "../../mutants/mutant.ts";
import type { ts } from "../../typescript.ts";
import { allIn, changedBy, functionsAround, unusedNumbers } from "./surroundings.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, enclosingFunction, insertBefore, mayAwait, statementOf, waits } from "./statements.ts";

export const forgottenPauses: readonly UsualOperator[] = [againAtOnce, grownAndNotTaken, calledAgainAtOnce];

const about = { kind: "missing", piece: "sleep" } as const;
const pauses = /pause|delay|back|wait|gap|rest|cool|between|interval/i;

interface Pause {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** How long a pause may be, as far as names tell: of the numbers around, and of what the program is given and does not use. */
function pausesAt(parsed: Parsed, node: ts.Node): readonly Pause[] {
  const { ts, source, uses, numbers } = parsed;
  const named: string[] = [];
  for (let around = enclosingFunction(ts, node); around !== null; around = enclosingFunction(ts, around)) {
    for (const { name, type } of around.parameters) {
      if (type !== undefined && type.kind !== ts.SyntaxKind.NumberKeyword) continue;
      named.push(...bound(ts, name).filter((each) => pauses.test(each) || uses.get(each) === 1));
    }
  }
  named.push(
    ...[...source.text.matchAll(/\b(?:const|let) (\w+)(?:: number)? = \d[\d_]*;/g)]
      .map(([, name]) => name!)
      .filter((name) => pauses.test(name) || uses.get(name) === 1),
  );
  named.push(
    ...[...source.text.matchAll(/\b(?:readonly|private) (#?\w+)(?:: number)?(?: = \d[\d_]*)?[;,]/g)]
      .map(([, name]) => name!)
      .filter((name) => pauses.test(name))
      .map((name) => `this.${name}`),
  );
  return [
    ...[...new Set(named)].slice(0, 2).map((text) => ({ text, edits: [] })),
    ...unusedNumbers(parsed),
    ...numbers.slice(0, 2).map((text) => ({ text, edits: [] })),
  ];
}

/** A loop that tries again, without any pause. Never before the first try, and so never after the last. */
function againAtOnce(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (
    !ts.isIterationStatement(node, false) ||
    (ts.isForOfStatement(node) && !isCounting(node, source)) ||
    !ts.isBlock(node.statement)
  )
    return [];
  const text = textOf(node.statement, source);
  if (
    /\bsleep\(/.test(text) ||
    !waits(ts, node.statement) ||
    !mayAwait(ts, node) ||
    /\.(?:wait|get|acquire|join)\(\)/.test(text)
  )
    return [];
  const [tried = node] = allIn(parsed, node.statement, (each) => ts.isAwaitExpression(each));
  const isRetry = /\b(?:return|break)\b/.test(text) || ts.isTryStatement(node.statement.statements[0] ?? node);
  if (!isRetry) return [];
  const begin = node.statement.getStart(source) + 1;
  return pausesAt(parsed, node).flatMap(({ text: pause, edits }) =>
    [
      `await sleep__(${pause} * 2 ** (tried__ - 1));`,
      `await sleep__(${pause});`,
      `await sleep__(${pause} * tried__);`,
    ].map((slept) => ({
      kind: "no-pause" as const,
      about,
      at: tried,
      edits: [
        ...edits,
        insertBefore(node, source, "let tried__ = 0; "),
        { start: begin, end: begin, text: ` if (tried__ > 0) ${slept} tried__ += 1;` },
      ],
    })),
  );
}

/** `for (const turn of Array(3).keys())` */
function isCounting(node: ts.ForOfStatement, source: ts.SourceFile): boolean {
  return /\.keys\(\)|Array\(|Array\.from|^\[\d/.test(textOf(node.expression, source));
}

/** `pause *= 2;`, and nobody who sleeps that long. */
function grownAndNotTaken(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const changed = changedBy(parsed, node);
  if (changed === null || !pauses.test(changed.name) || !mayAwait(ts, node)) return [];
  if (new RegExp(`\\bsleep\\([^)]*${changed.name}`).test(source.text)) return [];
  const text = `await sleep__(${changed.text});`;
  return [
    { kind: "no-pause", about, at: node, edits: [insertBefore(node, source, `${text} `)] },
    { kind: "no-pause", about, at: node, edits: [insertAfter(node, ` ${text}`)] },
  ];
}

/** A function that calls itself, or another one, to try again, with a pause that nobody makes. */
function calledAgainAtOnce(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source, asyncNames } = parsed;
  const name = calledName(ts, node);
  if (name === null || !ts.isCallExpression(node) || !asyncNames.has(name) || !mayAwait(ts, node)) return [];
  const own = enclosingFunction(ts, node);
  if (own === null) return [];
  const given = own.parameters
    .flatMap((each) => bound(ts, each.name))
    .filter(
      (each) =>
        pauses.test(each) && new RegExp(`\\b${each}\\b`).test(node.arguments.map((one) => textOf(one, source)).join()),
    );
  const isAgain = functionsAround(parsed, node).some(
    ({ name: its }) => its !== undefined && textOf(its, source) === name,
  );
  const taken =
    isAgain || given.length > 0
      ? [
          ...given.map((text) => ({ text, edits: [] })),
          ...(isAgain && given.length === 0 ? pausesAt(parsed, node) : []),
        ]
      : [];
  return taken
    .filter(({ text }) => !new RegExp(`\\bsleep\\([^)]*${text.replace("this.", "")}`).test(source.text))
    .map(({ text, edits }) => ({
      kind: "no-pause",
      about,
      at: statementOf(ts, node),
      edits: [
        ...edits,
        replace(
          node,
          source,
          `(await sleep__(${text}), ${ts.isAwaitExpression(node.parent) ? "" : "await "}${textOf(node, source)})`,
        ),
      ],
    }));
}
