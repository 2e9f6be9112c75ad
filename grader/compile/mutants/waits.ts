import type { ts, TypeScript } from "../typescript.ts";
import type { Operator } from "./mutant.ts";
import { calledName, insideOf, remove, replace, textOf } from "./syntax.ts";

/** Waits, cancels and clearing up that are forgotten. */
export function waitOperators(ts: TypeScript): readonly Operator[] {
  return [
    (node, source) => {
      if (!ts.isAwaitExpression(node) || isHandedOn(ts, node)) return [];
      const work = textOf(node.expression, source);
      return [
        {
          kind: "await-dropped",
          what: `the await of \`${oneLine(work)}\` is forgotten`,
          edits: [replace(node, source, work)],
        },
      ];
    },
    (node, source) => {
      if (!ts.isExpressionStatement(node)) return [];
      const waited = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
      const name = calledName(ts, waited);
      if (name === "sleep" && waited !== node.expression) {
        return [
          { kind: "delay-dropped", what: `\`${textOf(waited, source)}\` is left out`, edits: [remove(node, source)] },
        ];
      }
      if (name === "cancel") {
        return [
          {
            kind: "cancel-dropped",
            what: `\`${textOf(waited, source)}\` is left out`,
            edits: [cancelEdit(node, source)],
          },
        ];
      }
      return [];
    },
    (node, source) => {
      if (!ts.isTryStatement(node)) return [];
      const { tryBlock, catchClause, finallyBlock } = node;
      const body = textOf(tryBlock, source);
      const last = finallyBlock === undefined ? "" : ` finally ${textOf(finallyBlock, source)}`;
      const caught = catchClause === undefined ? "" : ` ${textOf(catchClause, source)}`;
      return [
        ...(catchClause === undefined
          ? []
          : [
              {
                kind: "catch-dropped" as const,
                what: "the error is not caught",
                edits: [replace(node, source, last === "" ? `{${insideOf(tryBlock, source)}}` : `try ${body}${last}`)],
              },
            ]),
        ...(finallyBlock === undefined
          ? []
          : [
              {
                kind: "finally-dropped" as const,
                what: "`finally` is left out",
                edits: [
                  replace(node, source, caught === "" ? `{${insideOf(tryBlock, source)}}` : `try ${body}${caught}`),
                ],
              },
            ]),
      ];
    },
  ];

  /** The body of `for (…) task.cancel();` cannot be nothing. */
  function cancelEdit(node: Parameters<Operator>[0], source: Parameters<Operator>[1]) {
    return ts.isBlock(node.parent) || ts.isSourceFile(node.parent) ? remove(node, source) : replace(node, source, ";");
  }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 57)}…`;
}

/**
 * `return await x`, `async () => await x` and `yield await x` are as good without the await: what is handed on is awaited anyway. Not where
 * something is still to be done on the way out.
 */
function isHandedOn(ts: TypeScript, node: ts.AwaitExpression): boolean {
  const { parent } = node;
  if (ts.isYieldExpression(parent)) return true;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  if (!ts.isReturnStatement(parent)) return false;
  for (let around: ts.Node = parent; !ts.isFunctionLike(around) && !ts.isSourceFile(around); around = around.parent) {
    if (ts.isTryStatement(around)) return false;
    if (ts.isBlock(around) && around.statements.some((each) => ts.isVariableStatement(each) && isUsing(ts, each)))
      return false;
  }
  return true;
}

function isUsing(ts: TypeScript, { declarationList }: ts.VariableStatement): boolean {
  return (declarationList.flags & ts.NodeFlags.Using) !== 0;
}
