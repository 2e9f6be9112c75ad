import type { ts, TypeScript } from "../typescript.ts";
import { pieceOf, pieceOfBody } from "./about.ts";
import { type Change, rangeOf } from "./change.ts";
import { asStatement } from "./gaps.ts";
import type { Names } from "./names.ts";
import type { About } from "./repair.ts";

type Nodes = readonly ts.Node[];

/** One statement that does what several do, or several that do what one does. */
export function runReplaced(ts: TypeScript, names: Names, solution: Nodes, submission: Nodes): Change {
  const [first, last] = [submission[0]!, submission.at(-1)!];
  const kind = kindOf(ts, names, solution, submission);
  const piece = kind === "missing" || (kind === "other" && submission.length > 1) ? solution[0]! : first;
  return {
    solution,
    submission,
    shown: rangeOf(first, last),
    about: { kind, piece: pieceOf(ts, piece) },
    gap: null,
    edits: (render) => [
      {
        start: first.getStart(),
        end: last.getEnd(),
        text: solution.map((each) => asStatement(render(each))).join("\n"),
      },
    ],
  };
}

/** Where one of them is within the other one, what is around it is missing or too much. */
function kindOf(ts: TypeScript, names: Names, solution: Nodes, submission: Nodes): About["kind"] {
  const isMissing = submission.every((part) =>
    solution.some((each) => within(ts, each, (node) => names.same(node, part)) || isHandedOn(ts, names, each, part)),
  );
  if (isMissing) return "missing";
  const isExtra = solution.every((part) =>
    submission.some((each) => within(ts, each, (node) => names.same(part, node))),
  );
  return isExtra ? "extra" : "other";
}

/** A function by its name, for one that calls it and does more. */
function isHandedOn(
  ts: TypeScript,
  names: Names,
  around: ts.Node,
  part: ts.Node,
): around is ts.ArrowFunction | ts.FunctionExpression {
  if (!ts.isIdentifier(part) || !(ts.isArrowFunction(around) || ts.isFunctionExpression(around))) return false;
  return within(ts, around, (node) => ts.isCallExpression(node) && names.same(node.expression, part));
}

/** Whether something is true of a part of a node; of a mere name it says nothing. */
function within(ts: TypeScript, node: ts.Node, isIt: (node: ts.Node) => boolean): boolean {
  const look = (child: ts.Node): boolean =>
    (!ts.isIdentifier(child) && !ts.isToken(child) && isIt(child)) ||
    ts.forEachChild(child, (each) => look(each) || undefined) === true;
  return ts.forEachChild(node, (each) => look(each) || undefined) === true;
}

export function replaced(ts: TypeScript, names: Names, solution: ts.Node, submission: ts.Node): Change {
  const kind = kindOf(ts, names, [solution], [submission]);
  const body = isHandedOn(ts, names, solution, submission) ? solution.body : null;
  return {
    solution: [solution],
    submission: [submission],
    shown: rangeOf(submission),
    about: isAskedAgain(ts, solution, submission)
      ? { kind: "other", piece: "again" }
      : {
          kind,
          piece: body === null ? pieceOf(ts, kind === "missing" ? solution : submission) : pieceOfBody(ts, body),
        },
    gap: null,
    edits: (render) => [
      {
        start: submission.getStart(),
        end: submission.getEnd(),
        text: fitting(ts, render(solution), solution, submission),
      },
    ],
  };
}

/** `if` for `while`, or the other way round. */
function isAskedAgain(ts: TypeScript, solution: ts.Node, submission: ts.Node): boolean {
  const asks = [solution, submission].map((node) => ts.isIfStatement(node) || ts.isWhileStatement(node));
  return asks.every(Boolean) && solution.kind !== submission.kind;
}

/** In parentheses where what stands there before needs none and this may. */
export function fitting(ts: TypeScript, text: string, solution: ts.Node, submission: ts.Node): string {
  const { parent } = submission;
  if (!ts.isExpression(solution) || ts.isParenthesizedExpression(parent)) return text;
  if (ts.isObjectLiteralExpression(solution) && ts.isArrowFunction(parent)) return `(${text})`;
  const isFree =
    ts.isExpressionStatement(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== submission);
  const isSimple =
    ts.isIdentifier(solution) ||
    ts.isLiteralExpression(solution) ||
    ts.isCallExpression(solution) ||
    ts.isPropertyAccessExpression(solution) ||
    ts.isElementAccessExpression(solution) ||
    ts.isSpreadElement(solution);
  return isFree || isSimple ? text : `(${text})`;
}
