import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { functionAround } from "../loops/loop.ts";
import { awaitsIn } from "../loops/waiting.ts";
import type { ProgramEarlyClock } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { filesWith } from "./files-with.ts";

/** Calls that tell what time it is, as the text has them. */
const clocks = /(?:\.time|\bperformance\.now|\bDate\.now)$/u;

/** Calls in calls are followed so far. */
const mostDeep = 4;

/** Variables that hold what time it was and are read only after a wait. */
export function earlyClocks(submission: CheckedSubmission): ProgramEarlyClock[] {
  const { ts, checker } = submission;
  const held = new Map<ts.Symbol, ts.VariableDeclaration>();
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      const symbol = tellsTime(submission, node.initializer) ? checker.getSymbolAtLocation(node.name) : undefined;
      if (symbol !== undefined) held.set(symbol, node);
    }
    ts.forEachChild(node, collect);
  };
  for (const { source } of filesWith(submission, /\b(?:time|now)\b/u)) collect(source);
  if (held.size === 0) return [];
  const found = new Map<ts.Symbol, ProgramEarlyClock>();
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? symbolOf(submission, node) : undefined;
    const declared = symbol === undefined || found.has(symbol) ? undefined : held.get(symbol);
    if (
      symbol !== undefined &&
      declared !== undefined &&
      declared !== node.parent &&
      !isReckonedFrom(submission, node)
    ) {
      const around = functionAround(ts, declared);
      const awaits = awaitsIn(ts, around, true).filter(
        (each) => each.getStart() > declared.end && each.end <= node.getStart(),
      );
      if (awaits.length > 0 && functionAround(ts, node) === around) {
        const places = awaits.map((each) => submission.position(each));
        found.set(symbol, {
          name: symbol.name,
          at: submission.position(declared),
          read: submission.position(node),
          awaits: places,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return [...found.values()];
}

function symbolOf({ ts, checker }: CheckedSubmission, node: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}

/** The time itself, rounded or not, or what a function of its own gives that does nothing but tell it. */
function tellsTime(submission: CheckedSubmission, value: ts.Expression, deep = mostDeep): boolean {
  const { ts } = submission;
  const call = unwrapped(ts, value);
  if (!ts.isCallExpression(call) || deep === 0) return false;
  const [only, ...more] = call.arguments;
  if (only !== undefined)
    return more.length === 0 && /^Math\.\w+$/u.test(call.expression.getText()) && tellsTime(submission, only, deep - 1);
  if (clocks.test(call.expression.getText())) return true;
  const body = codeOf(submission, call);
  return (
    body !== null && ts.isArrowFunction(body) && !ts.isBlock(body.body) && tellsTime(submission, body.body, deep - 1)
  );
}

/** How long something took, or until when it may go on, is reckoned from when it began. */
function isReckonedFrom({ ts, checker }: CheckedSubmission, { parent }: ts.Node): boolean {
  if (!ts.isBinaryExpression(parent) || !/^(?:[-+<>]|[<>]=)$/u.test(parent.operatorToken.getText())) return false;
  return (checker.getTypeAtLocation(parent).flags & ts.TypeFlags.StringLike) === 0;
}
