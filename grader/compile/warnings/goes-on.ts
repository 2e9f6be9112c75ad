import type { CheckedSubmission } from "../checked.ts";
import { functionAround, loopsAround } from "../loops/loop.ts";
import { codeOf } from "../loops/code-of.ts";
import type { ts } from "../typescript.ts";

/** Callers of callers are not followed further than this. */
const deepest = 8;

/**
 * Whether a task that comes past a place still waits for something after that, in its function or in those that called it. Who does not is over at once. True
 * where the text does not tell who calls it.
 */
export function goesOn(submission: CheckedSubmission, node: ts.Node, depth = 0): boolean {
  const { ts } = submission;
  const around = functionAround(ts, node);
  if (!ts.isFunctionLike(around)) return true;
  const loops = loopsAround(ts, node);
  const waits = (part: ts.Node): boolean =>
    // The await around a call is the one that is over with it.
    (ts.isAwaitExpression(part) && (part.pos >= node.end || loops.some((loop) => within(part, loop)))) ||
    (ts.isForOfStatement(part) && part.awaitModifier !== undefined && part.end > node.end) ||
    (!(part !== around && ts.isFunctionLike(part)) &&
      (ts.forEachChild(part, (child) => waits(child) || undefined) ?? false));
  if (waits(around)) return true;
  if (depth >= deepest) return true;
  const places = placesOf(submission, around);
  return places === null || places.some((place) => goesOn(submission, place, depth + 1));
}

function within(part: ts.Node, loop: ts.Node): boolean {
  return part.pos >= loop.pos && part.end <= loop.end;
}

/** Ways to make a task of a function: what calls it then is the runtime. */
const makesTask = new Set(["createTask", "ensureFuture", "coroutine"]);

/** The calls of a function that are no task of their own. Null where its callers are not all seen. */
function placesOf(submission: CheckedSubmission, code: ts.SignatureDeclaration): readonly ts.Node[] | null {
  const { ts } = submission;
  if (isHandedToTask(submission, code)) return [];
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && codeOf(submission, node) === code) calls.push(node);
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  if (calls.length === 0) return null;
  return calls.filter((call) => !isHandedToTask(submission, call));
}

/** `createTask(code(1))`, `createTask(async () => { … })`, `coroutine(async () => { … })` */
function isHandedToTask({ ts }: CheckedSubmission, node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  const { expression } = parent;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  return makesTask.has(name);
}
