import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { functionAround } from "../loops/loop.ts";
import { awaitsIn } from "../loops/waiting.ts";
import type { ProgramEarlySignal } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** What lets others go on, by the class that it is a method of. */
const giving: ReadonlyMap<string, string> = new Map([
  ["set", "Event"],
  ["setResult", "Future"],
]);

/** Signals that are given before their function waits for something: whoever waits for them need not wait for that. */
export function earlySignals(submission: CheckedSubmission): ProgramEarlySignal[] {
  const { ts } = submission;
  const given: { readonly node: ts.CallExpression; readonly holder: ts.Symbol }[] = [];
  const waits: { readonly node: ts.AwaitExpression; readonly holder: ts.Symbol }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const holder = givenBy(submission, node);
      if (holder !== undefined) given.push({ node, holder });
    } else if (ts.isAwaitExpression(node)) {
      const holder = waitedFor(submission, node);
      if (holder !== undefined) waits.push({ node, holder });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  const after = (node: ts.Node): Position[] =>
    awaitsIn(ts, functionAround(ts, node), true)
      .filter((each) => each.getStart() > node.getEnd())
      .map((node) => submission.position(node));
  return given.flatMap(({ node, holder }) => {
    const own = waits.filter(
      (wait) => wait.holder === holder && functionAround(ts, wait.node) !== functionAround(ts, node),
    );
    const awaits = after(node);
    if (awaits.length === 0 || own.length === 0) return [];
    return [
      {
        at: submission.position(node),
        awaits,
        waits: own.map((wait) => ({ at: submission.position(wait.node), then: after(wait.node) })),
      },
    ];
  });
}

function givenBy(submission: CheckedSubmission, { expression }: ts.CallExpression): ts.Symbol | undefined {
  const { ts } = submission;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const kind = giving.get(expression.name.text);
  return kind === undefined ? undefined : holderOf(submission, expression.expression, kind);
}

/** `await event.wait()`, and `await future`. */
function waitedFor(submission: CheckedSubmission, node: ts.AwaitExpression): ts.Symbol | undefined {
  const { ts } = submission;
  const inner = unwrapped(ts, node.expression);
  if (!ts.isCallExpression(inner)) return holderOf(submission, inner, "Future");
  const isWait = ts.isPropertyAccessExpression(inner.expression) && inner.expression.name.text === "wait";
  return isWait
    ? holderOf(submission, (inner.expression as ts.PropertyAccessExpression).expression, "Event")
    : undefined;
}

/** The variable or field, when it holds one of the library's. */
function holderOf(submission: CheckedSubmission, node: ts.Expression, kind: string): ts.Symbol | undefined {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  const { symbol } = checker.getTypeAtLocation(inner);
  const isOwn = symbol?.declarations?.some((each) => submission.fileOf(each) !== undefined) ?? true;
  if (isOwn || symbol.name !== kind) return undefined;
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(inner) ? inner.name : inner);
}
