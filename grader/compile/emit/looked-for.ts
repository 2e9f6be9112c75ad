import type { CheckedSubmission } from "../checked.ts";
import { changedPart } from "../loops/independence.ts";
import { forEachOwn, functionAround, isWithin, loopsAround, type Loop } from "../loops/loop.ts";
import { namesIn, rootName, type Name } from "../loops/names.ts";
import { libraryName } from "../loops/work.ts";
import type { ts } from "../typescript.ts";

/** Methods that change what others look at: an event, a list, a set, a map. */
const changing = new Set(["set", "clear", "push", "unshift", "add"]);

/**
 * For each await of a loop that ends when something has changed elsewhere: the awaits after which that is changed. Who looks at it from time to time
 * went on because one of these had ended, though nothing of the runtime's tells so.
 * @param awaits of the whole file
 */
export function lookedFor(
  submission: CheckedSubmission,
  source: ts.SourceFile,
  awaits: readonly ts.Node[],
): ReadonlyMap<ts.Node, readonly ts.Node[]> {
  const { ts } = submission;
  const found = new Map<ts.Node, readonly ts.Node[]>();
  let changes: ReturnType<typeof changesIn> | null = null;
  for (const node of awaits) {
    const [loop] = loopsAround(ts, node);
    if (loop === undefined) continue;
    const names = endsFor(submission, loop).flatMap((condition) => [...namesIn(submission, condition)]);
    changes ??= changesIn(submission, source);
    const before = names
      .flatMap((name) =>
        name === "this" ? [] : (changes!.get(isEventOfCaller(submission, name) ? anyEvent : name) ?? []),
      )
      .filter((change) => !isWithin(change, loop))
      .flatMap((change) => lastBefore(submission, awaits, change));
    if (before.length > 0) found.set(node, [...new Set(before)]);
  }
  return found;
}

/** Stands for all events of the runtime's: which of them a function is given, nobody follows. */
const anyEvent = Symbol("any event");

function isEventOfCaller({ ts, checker }: CheckedSubmission, name: ts.Symbol): boolean {
  const declaration = name.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    checker.getTypeAtLocation(declaration).getProperty("isSet") !== undefined
  );
}

/** What decides that a loop goes on no more. */
function endsFor({ ts }: CheckedSubmission, loop: Loop): ts.Node[] {
  const found: ts.Node[] = [];
  if (ts.isWhileStatement(loop) || ts.isDoStatement(loop)) found.push(loop.expression);
  if (ts.isForStatement(loop) && loop.condition !== undefined) found.push(loop.condition);
  forEachOwn(ts, loop.statement, (node) => {
    if (!ts.isIfStatement(node)) return;
    forEachOwn(ts, node.thenStatement, (inner) => {
      if (ts.isBreakStatement(inner) || ts.isReturnStatement(inner)) found.push(node.expression);
    });
  });
  return found;
}

function changesIn(
  submission: CheckedSubmission,
  source: ts.SourceFile,
): ReadonlyMap<Name | typeof anyEvent, readonly ts.Node[]> {
  const { ts } = submission;
  const found = new Map<Name | typeof anyEvent, ts.Node[]>();
  const add = (name: Name | typeof anyEvent, node: ts.Node): void => {
    found.set(name, [...(found.get(name) ?? []), node]);
  };
  const visit = (node: ts.Node): void => {
    const isCall =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      changing.has(node.expression.name.text);
    const part = isCall ? (node.expression as ts.PropertyAccessExpression).expression : changedPart(ts, node);
    const name = part && rootName(submission, part);
    if (name !== undefined) add(name, node);
    if (ts.isCallExpression(node) && libraryName(submission, node) === "set") add(anyEvent, node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** In the text; in a loop also the last one of the round before. */
function lastBefore({ ts }: CheckedSubmission, awaits: readonly ts.Node[], change: ts.Node): ts.Node[] {
  const around = functionAround(ts, change);
  const own = awaits.filter((each) => functionAround(ts, each) === around).toSorted((a, b) => a.pos - b.pos);
  const before = own.filter((each) => each.end <= change.getStart()).slice(-1);
  return [
    ...before,
    ...loopsAround(ts, change).flatMap((loop) => own.filter((each) => isWithin(each, loop)).slice(-1)),
  ];
}
