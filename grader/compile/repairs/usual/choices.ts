import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, enclosingFunction, usesAny } from "./statements.ts";

export const choiceUsuals: readonly UsualOperator[] = [
  oneOff,
  askedTooLate,
  otherEnd,
  sameNameTwice,
  swappedArguments,
  comparedTheOtherWay,
];

const bounds: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };

/** A comparison that takes the limit in, or leaves it out, or is with one less. */
function oneOff(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isBinaryExpression(node) || ts.isForStatement(node.parent)) return [];
  const operator = textOf(node.operatorToken, source);
  const about = { kind: "other", piece: "condition" } as const;
  const other = bounds[operator];
  const isEqual = operator === "===" || operator === "!==";
  const right = textOf(node.right, source);
  const less = /^([\w.#]+) [-+] 1$/.exec(right)?.[1];
  const isCount = ts.isNumericLiteral(node.right) || /\.length$|^[\w.#]+$/.test(right);
  return [
    ...(other === undefined
      ? []
      : [{ kind: "bound" as const, about, at: node, edits: [replace(node.operatorToken, source, other)] }]),
    ...((other !== undefined || isEqual) && less !== undefined
      ? [{ kind: "bound" as const, about, at: node, edits: [replace(node.right, source, less)] }]
      : []),
    ...(isEqual && isCount && /^\d+$|tries|attempt|count|left|limit/i.test(right)
      ? [`${right} - 1`, `${right} + 1`].map((text) => ({
          kind: "bound" as const,
          about,
          at: node,
          edits: [replace(node.right, source, text)],
        }))
      : []),
  ];
}

/** `if (a) … else if (b) …`, where b is the narrower one and has to be asked first. */
function askedTooLate(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isIfStatement(node) || node.elseStatement === undefined || !ts.isIfStatement(node.elseStatement)) return [];
  const next = node.elseStatement;
  const edits = [
    replace(node.expression, source, textOf(next.expression, source)),
    replace(node.thenStatement, source, textOf(next.thenStatement, source)),
    replace(next.expression, source, textOf(node.expression, source)),
    replace(next.thenStatement, source, textOf(node.thenStatement, source)),
  ];
  return [{ kind: "asked-too-late", about: { kind: "order", piece: "condition" }, at: node, edits }];
}

/** No object: methods are also called `toString` and `constructor`. */
const ends: ReadonlyMap<string, string> = new Map([
  ["shift", "pop"],
  ["pop", "shift"],
  ["push", "unshift"],
]);

/** The first where the last is meant; counted before where it should be after. */
function otherEnd(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name } = node.expression;
    const other = node.arguments.length === 0 || name.text === "push" ? ends.get(name.text) : undefined;
    return other === undefined
      ? []
      : [
          {
            kind: "other-end",
            about: { kind: "other", piece: "call" },
            at: node,
            edits: [replace(name, source, other)],
          },
        ];
  }
  const about = { kind: "other", piece: "operator" } as const;
  if (ts.isPostfixUnaryExpression(node) && !ts.isExpressionStatement(node.parent) && !ts.isForStatement(node.parent)) {
    const text = textOf(node, source);
    return [
      { kind: "other-end", about, at: node, edits: [replace(node, source, `${text.slice(-2)}${text.slice(0, -2)}`)] },
    ];
  }
  return [];
}

/** The same name twice, and a neighbor of it that nobody reads: copied, and not changed. */
function sameNameTwice(node: ts.Node, { ts, source, uses }: Parsed): readonly Sketch[] {
  if (!ts.isIdentifier(node) || isDeclared(node) || (uses.get(node.text) ?? 0) < 3) return [];
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return [];
  const unread = neighbors(node).filter((name) => uses.get(name) === 1);
  return unread.map((name) => ({
    kind: "same-name-twice",
    about: { kind: "other", piece: "name" },
    at: node,
    edits: [replace(node, source, name)],
  }));

  function isDeclared({ parent }: ts.Identifier): boolean {
    return (
      (ts.isParameter(parent) || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) &&
      parent.name === node
    );
  }

  /** Declared beside it: other parameters, or the variables of the same block. */
  function neighbors({ text }: ts.Identifier): readonly string[] {
    for (let around = enclosingFunction(ts, node); around !== null; around = enclosingFunction(ts, around)) {
      const params = around.parameters.flatMap(({ name }) => bound(ts, name));
      if (params.includes(text)) return params.filter((name) => name !== text);
      const body = "body" in around ? (around.body as ts.Node | undefined) : undefined;
      const own: string[] = [];
      if (body !== undefined && ts.isBlock(body)) {
        for (const each of body.statements) {
          if (ts.isVariableStatement(each))
            own.push(...each.declarationList.declarations.flatMap(({ name }) => bound(ts, name)));
        }
      }
      if (own.includes(text)) return own.filter((name) => name !== text);
    }
    return [];
  }
}

/** Two arguments, each in the place of the other. */
function swappedArguments(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isCallExpression(node) && !ts.isArrayLiteralExpression(node)) return [];
  const all = ts.isCallExpression(node) ? node.arguments : node.elements;
  const [a, b] = all;
  if (a === undefined || b === undefined || all.length !== 2 || ts.isFunctionLike(a) || ts.isFunctionLike(b)) return [];
  if (ts.isObjectLiteralExpression(b) || usesAny(ts, a, []) || ts.isSpreadElement(a) || ts.isSpreadElement(b))
    return [];
  const edits = [replace(a, source, textOf(b, source)), replace(b, source, textOf(a, source))];
  return [{ kind: "swapped", about: { kind: "order", piece: "argument" }, at: node, edits }];
}

/** Sorted the other way round. */
function comparedTheOtherWay(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!["sort", "toSorted"].includes(calledName(ts, node) ?? "") || !ts.isCallExpression(node)) return [];
  const [compare] = node.arguments;
  if (compare === undefined || !ts.isArrowFunction(compare) || ts.isBlock(compare.body)) return [];
  const edits = [replace(compare.body, source, `-(${textOf(compare.body, source)})`)];
  return [{ kind: "sorted-the-other-way", about: { kind: "other", piece: "operator" }, at: compare, edits }];
}
