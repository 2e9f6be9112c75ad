import { awaitableKinds } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import { excerpt } from "../errors/type-error.ts";
import { isAsync } from "../loops/waiting.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/**
 * `return load()` in an async function leaves a `try` or the scope of an `await using` before load is over: the catch never sees
 * its error, and the client is closed under its feet.
 */
export function earlyReturns(submission: CheckedSubmission): Diagnostic[] {
  const { ts, checker } = submission;
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      const left = whatIsLeft(submission, node);
      if (
        left !== null &&
        awaitableKinds(submission, checker.getTypeAtLocation(unwrapped(ts, node.expression))).size > 0
      ) {
        const shown = excerpt(node.expression);
        const what = shown.endsWith("…") ? "it" : `\`${shown}\``;
        const message = `This return does not wait for ${what}: ${left}.`;
        const hint =
          "A return of a promise leaves this block at once, and the promise goes along. What makes the function stay here until the value is there?";
        found.push(submission.diagnostic(node, "warning", "return-without-await", message, hint));
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** Why it matters here that the return comes too early; null where it does not. */
function whatIsLeft(submission: CheckedSubmission, statement: ts.ReturnStatement): string | null {
  const { ts } = submission;
  const around = ts.findAncestor(statement, ts.isFunctionLike);
  if (around === undefined || !isAsync(ts, around)) return null;
  for (let node: ts.Node = statement; ; node = node.parent) {
    const { parent } = node;
    if (ts.isFunctionLike(parent) || ts.isSourceFile(parent)) return null;
    if (ts.isTryStatement(parent) && parent.tryBlock === node) {
      if (parent.catchClause !== undefined) return "the catch never sees its error";
      if (parent.finallyBlock !== undefined) return "the finally block runs before it is over";
    }
    const closed =
      ts.isBlock(parent) && !readsBody(submission, statement) ? disposedIn(submission, parent, statement) : null;
    if (closed !== null) return `${closed} is closed before it is over`;
  }
}

/** The body of a response that has come needs no client any more. */
function readsBody({ ts, checker }: CheckedSubmission, { expression }: ts.ReturnStatement): boolean {
  if (expression === undefined || !ts.isCallExpression(expression)) return false;
  const callee = expression.expression;
  return (
    ts.isPropertyAccessExpression(callee) && checker.getTypeAtLocation(callee.expression).symbol?.name === "Response"
  );
}

/** The name of what the block closes when it is left there. */
function disposedIn(submission: CheckedSubmission, block: ts.Block, statement: ts.Node): string | null {
  const { ts } = submission;
  for (const inner of block.statements) {
    if (inner.pos >= statement.pos || !ts.isVariableStatement(inner)) continue;
    const kind: ts.NodeFlags = inner.declarationList.flags & ts.NodeFlags.BlockScoped;
    const [declaration] = inner.declarationList.declarations;
    const closes = kind === ts.NodeFlags.Using || kind === ts.NodeFlags.AwaitUsing;
    if (closes && declaration !== undefined) return declaration.name.getText();
  }
  return null;
}
