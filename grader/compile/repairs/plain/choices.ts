import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { ofFile } from "../usual/surroundings.ts";
import { spinsUnlessLeft, steersASpin } from "./spinning.ts";

/** One of two that are always near: the other word, the other value, the next number. */
export const plainChoices: readonly UsualOperator[] = [
  otherOperator,
  otherWayOut,
  oneMoreValue,
  nextNumber,
  unreckoned,
];

const operators: Readonly<Record<string, string>> = {
  "&&": "||",
  "||": "&&",
  "+": "-",
  "-": "+",
  "<": ">",
  ">": "<",
  "===": "!==",
  "!==": "===",
  "??=": "=",
};

function otherOperator(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (ts.isCallExpression(node)) {
    const callee = textOf(node.expression, source);
    const other = { "Math.min": "Math.max", "Math.max": "Math.min" }[callee];
    if (other === undefined) return [];
    const edits = [replace(node.expression, source, other)];
    return [{ kind: "other-operator", about: { kind: "other", piece: "call" }, at: node, edits }];
  }
  if (!ts.isBinaryExpression(node) || steersASpin(ts, node)) return [];
  const other = operators[textOf(node.operatorToken, source)];
  // Texts are put together with a plus, too.
  if (other === undefined || /["'`]/.test(textOf(node, source))) return [];
  const edits = [replace(node.operatorToken, source, other)];
  return [{ kind: "other-operator", about: { kind: "other", piece: "operator" }, at: node, edits }];
}

/** `return` where only this round should end; `break` where the next one should follow. */
function otherWayOut(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const isBare = ts.isReturnStatement(node) && node.expression === undefined;
  if (!ts.isBreakOrContinueStatement(node) && !isBare) return [];
  let around: ts.Node = node.parent;
  while (!ts.isIterationStatement(around, false)) {
    if (ts.isFunctionLike(around) || ts.isSourceFile(around) || ts.isCaseClause(around)) return [];
    around = around.parent;
  }
  const now = /^\w+/.exec(textOf(node, source))![0];
  return ["break;", "continue;", "return;"]
    .filter((text) => !text.startsWith(now) && !(text === "continue;" && spinsUnlessLeft(ts, node, "next-turn")))
    .map((text) => ({
      kind: "other-way-out",
      about: { kind: "other", piece: "exit" },
      at: node,
      edits: [replace(node, source, text)],
    }));
}

/** `if (answer === LATE)`, where the file also knows `FAILED`. */
function oneMoreValue(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isBinaryExpression(node) || !ts.isIdentifier(node.right)) return [];
  const operator = textOf(node.operatorToken, source);
  const known = ofFile(parsed, comparedWith);
  if (!known.includes(node.right.text) || !/^[=!]==$/.test(operator) || steersASpin(ts, node)) return [];
  const left = textOf(node.left, source);
  const joint = operator === "===" ? "||" : "&&";
  return known
    .filter((name) => name !== textOf(node.right, source))
    .slice(0, 2)
    .map((name) => ({
      kind: "one-more-value",
      about: { kind: "other", piece: "condition" },
      at: node,
      edits: [replace(node, source, `(${textOf(node, source)} ${joint} ${left} ${operator} ${name})`)],
    }));
}

/** The constants of a file that something is compared with. */
function comparedWith({ ts, source }: Parsed): readonly string[] {
  const constants = source.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
      : [],
  );
  return constants.filter((name) => new RegExp(`[=!]== ${name}\\b`).test(source.text));
}

/** `slice(0, 2)`, `pauses[1]`: one more or one less. */
function nextNumber(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isNumericLiteral(node) || !/^\d+$/.test(node.text) || Number(node.text) > 20) return [];
  const { parent } = node;
  const isPlace =
    ts.isElementAccessExpression(parent) ||
    (ts.isCallExpression(parent) && calledName(ts, parent) !== "sleep") ||
    ts.isNewExpression(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    (ts.isBinaryExpression(parent) && ts.isForStatement(parent.parent) && parent.parent.incrementor !== parent);
  if (!isPlace) return [];
  return [Number(node.text) + 1, Number(node.text) - 1]
    .filter((n) => n >= 0)
    .map((n) => ({
      kind: "next-number",
      about: { kind: "other", piece: "number" },
      at: node,
      edits: [replace(node, source, String(n))],
    }));
}

/** `budgetMs / 1000`, where the whole of it is meant. */
function unreckoned(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isBinaryExpression(node) || !/^[-+*/%]$/.test(textOf(node.operatorToken, source))) return [];
  if (!ts.isNumericLiteral(node.right) && !ts.isNumericLiteral(node.left)) return [];
  const rest = ts.isNumericLiteral(node.right) ? node.left : node.right;
  if (/["'`]/.test(textOf(rest, source)) || steersASpin(ts, node)) return [];
  const edits = [replace(node, source, textOf(rest, source))];
  return [{ kind: "unreckoned", about: { kind: "other", piece: "number" }, at: node, edits }];
}
