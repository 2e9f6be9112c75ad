import type { CheckedSubmission } from "../checked.ts";
import type { ProgramMaker } from "../program-awaits.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

type Made = Pick<ProgramMaker, "kind" | "gives">;

const classes: ReadonlyMap<string, Made> = new Map<string, Made>([
  ["Lock", { kind: "lock" }],
  ["Semaphore", { kind: "semaphore" }],
  ["BoundedSemaphore", { kind: "semaphore" }],
  ["Barrier", { kind: "barrier" }],
  ["Queue", { kind: "queue" }],
  ["PriorityQueue", { kind: "queue", gives: "least" }],
  ["LifoQueue", { kind: "queue", gives: "last" }],
]);

/** Methods that wait for what they are called on. */
const waiting = new Set(["acquire", "with", "get", "wait"]);

/** Where the submission makes what its tasks queue for. The awaits are found by the variable or field that holds it. */
export function makerTable(submission: CheckedSubmission): ProgramMaker[] {
  const { ts } = submission;
  const made: { readonly node: ts.NewExpression; readonly what: Made }[] = [];
  const uses: { readonly node: ts.AwaitExpression; readonly holder: ts.Symbol; readonly isBarrier: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const what = classes.get(className(submission, node));
      if (what !== undefined) made.push({ node, what });
    } else if (ts.isAwaitExpression(node)) {
      const receiver = waitedFor(submission, node);
      const holder = receiver && symbolOf(submission, receiver);
      if (holder !== undefined) uses.push({ node, holder, isBarrier: isBarrier(submission, receiver!) });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) ts.forEachChild(source, visit);
  const isOnlyBarrier = made.filter(({ what }) => what.kind === "barrier").length === 1;
  return made.map(({ node, what }) => {
    const holder = heldBy(submission, node);
    // What is handed to a function as a barrier is the one that there is.
    const isUse = (use: (typeof uses)[number]): boolean =>
      what.kind === "barrier" && isOnlyBarrier ? use.isBarrier : holder !== undefined && use.holder === holder;
    return {
      at: submission.position(node),
      ...what,
      awaits: uses.filter(isUse).map((use) => submission.position(use.node)),
    };
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

/** What the method is called on that it waits for. */
function waitedFor({ ts }: CheckedSubmission, node: ts.AwaitExpression): ts.Expression | undefined {
  const call = unwrapped(ts, node.expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  if (!waiting.has(call.expression.name.text)) return undefined;
  return unwrapped(ts, call.expression.expression);
}

function symbolOf({ ts, checker }: CheckedSubmission, receiver: ts.Expression): ts.Symbol | undefined {
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(receiver) ? receiver.name : receiver);
}

function isBarrier({ checker }: CheckedSubmission, receiver: ts.Expression): boolean {
  return checker.getTypeAtLocation(receiver).symbol?.name === "Barrier";
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
