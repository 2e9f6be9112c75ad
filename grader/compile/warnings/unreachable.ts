import type { CheckedSubmission } from "../checked.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";

/** Statements behind a `return`, `throw`, `break` or `continue` of their own block. The first of each block is named. */
export function unreachableCode(submission: CheckedSubmission): Diagnostic[] {
  const { ts } = submission;
  const found: Diagnostic[] = [];
  const inBlock = (statements: readonly ts.Statement[]): void => {
    const exit = statements.findIndex((each) => leaves(ts, each));
    const dead = statements.slice(exit + 1).find((each) => does(ts, each));
    if (exit < 0 || dead === undefined) return;
    const { line } = submission.span(statements[exit]!);
    const message = `This is never reached: line ${line} exits before it.`;
    const hint = `Does it belong before line ${line}, or does line ${line} exit too early?`;
    found.push(submission.diagnostic(dead, "warning", "unreachable", message, hint));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) inBlock(node.statements);
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function leaves(ts: CheckedSubmission["ts"], node: ts.Statement): boolean {
  return ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node);
}

/** Declarations of functions and types work from anywhere in their block. */
function does(ts: CheckedSubmission["ts"], node: ts.Statement): boolean {
  const isDeclaration =
    ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return !isDeclaration && !ts.isEmptyStatement(node) && !ts.isBreakStatement(node);
}
