import type { CheckedSubmission } from "../checked.ts";
import { forEachOwn, functionAround, loopsAround } from "../loops/loop.ts";
import { libraryName } from "../loops/work.ts";
import type { ts } from "../typescript.ts";

/** Calls that set a timer, with the place of the function that it calls. */
const timers: ReadonlyMap<string | null, number> = new Map([
  ["callLater", 1],
  ["callAt", 1],
  ["setTimeout", 0],
]);

/** What a timer's function calls to stop something. */
const stopping = new Set(["cancel", "abort"]);

/** The last timer that the function of an await has set before it, and that then stops something: a time limit of its own make. Null when there is none. */
export function timerBefore(submission: CheckedSubmission, node: ts.Node): ts.Node | null {
  const { ts } = submission;
  const around = functionAround(ts, node);
  if (ts.isSourceFile(around)) return null;
  let last: ts.Node | null = null;
  ts.forEachChild(around, (child) =>
    forEachOwn(ts, child, (inner) => {
      if (inner.end <= node.pos && isStopping(submission, inner)) last = inner;
    }),
  );
  return last;
}

function isStopping(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  if (!ts.isCallExpression(node)) return false;
  const place = timers.get(libraryName(submission, node));
  const code = place === undefined ? undefined : node.arguments[place];
  const stops = (inner: ts.Node): boolean =>
    (ts.isCallExpression(inner) &&
      ts.isPropertyAccessExpression(inner.expression) &&
      stopping.has(inner.expression.name.text)) ||
    (ts.forEachChild(inner, (child) => stops(child) || undefined) ?? false);
  return code !== undefined && stops(code);
}

/** It stands in a loop that nothing but a cancel ends. */
export function isEndless({ ts }: CheckedSubmission, node: ts.Node): boolean {
  const [loop] = loopsAround(ts, node);
  if (loop === undefined) return false;
  const isForever =
    (ts.isForStatement(loop) && loop.condition === undefined) ||
    (ts.isWhileStatement(loop) && loop.expression.kind === ts.SyntaxKind.TrueKeyword);
  let leaves = false;
  forEachOwn(ts, loop.statement, (inner) => {
    if (ts.isBreakStatement(inner) || ts.isReturnStatement(inner) || ts.isThrowStatement(inner)) leaves = true;
  });
  return isForever && !leaves;
}
