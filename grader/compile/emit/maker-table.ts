import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ProgramMaker } from "../program.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

type Made = Pick<ProgramMaker, "kind" | "gives">;

const classes: ReadonlyMap<string, Made> = new Map<string, Made>([
  ["Lock", { kind: "lock" }],
  ["Semaphore", { kind: "semaphore" }],
  ["BoundedSemaphore", { kind: "semaphore" }],
  ["Queue", { kind: "queue" }],
  ["PriorityQueue", { kind: "queue", gives: "least" }],
  ["LifoQueue", { kind: "queue", gives: "last" }],
]);

/** Methods that wait for what they are called on. */
const waiting = new Set(["acquire", "with", "get"]);

/** Where the submission makes what its tasks queue for. The awaits are found by the variable or field that holds it. */
export function makerTable(submission: CheckedSubmission): ProgramMaker[] {
  const { ts } = submission;
  const made: { readonly node: ts.NewExpression; readonly what: Made }[] = [];
  const uses: { readonly node: ts.AwaitExpression; readonly holder: ts.Symbol }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const what = classes.get(className(submission, node));
      if (what !== undefined) made.push({ node, what });
    } else if (ts.isAwaitExpression(node)) {
      const holder = waitedFor(submission, node);
      if (holder !== undefined) uses.push({ node, holder });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) ts.forEachChild(source, visit);
  const place = (node: ts.Node): Position => {
    const { file, line, column } = submission.span(node);
    return { file, line, column };
  };
  return made.map(({ node, what }) => {
    const holder = heldBy(submission, node);
    const awaits = uses.filter((use) => holder !== undefined && use.holder === holder).map((use) => place(use.node));
    return { at: place(node), ...what, awaits };
  });
}

/** Of the library's classes, whatever name it was imported under. */
function className({ ts, origins }: CheckedSubmission, node: ts.NewExpression): string {
  for (const origin of origins.of(node.expression)) {
    const name = origin === "globalThis" ? undefined : ts.getNameOfDeclaration(origin);
    if (name !== undefined) return name.getText();
  }
  return "";
}

function waitedFor({ ts, checker }: CheckedSubmission, node: ts.AwaitExpression): ts.Symbol | undefined {
  const call = unwrapped(ts, node.expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  if (!waiting.has(call.expression.name.text)) return undefined;
  const receiver = unwrapped(ts, call.expression.expression);
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(receiver) ? receiver.name : receiver);
}

/** The variable, the field or the property that it is given to. */
function heldBy({ ts, checker }: CheckedSubmission, node: ts.NewExpression): ts.Symbol | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent)) {
    return checker.getSymbolAtLocation(parent.name);
  }
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return undefined;
  const { left } = parent;
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(left) ? left.name : left);
}
