import type { CheckedSubmission } from "../checked.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";

/** `await main(1)` or `run(main)` at the top level, as one writes it to try a program: the grader calls the entry itself. */
export function entryCalls(submission: CheckedSubmission): Diagnostic[] {
  const { ts, checker, entry, request } = submission;
  const module = checker.getSymbolAtLocation(entry.source);
  const exported = module && checker.getExportsOfModule(module).find(({ name }) => name === request.entry);
  const declaration = exported?.valueDeclaration;
  if (declaration === undefined) return [];
  const isEntry = (node: ts.Node): boolean =>
    ts.isIdentifier(node) && checker.getSymbolAtLocation(node)?.valueDeclaration === declaration;
  const callIn = (node: ts.Node): ts.CallExpression | undefined => {
    const runs = ts.isCallExpression(node) && (isEntry(node.expression) || node.arguments.some(isEntry));
    return runs ? node : ts.forEachChild(node, callIn);
  };
  return entry.source.statements.flatMap((statement) => {
    const call = ts.isExpressionStatement(statement) ? callIn(statement) : undefined;
    if (call === undefined) return [];
    const message = `The grader calls ${request.entry} itself, and this line calls it one extra time before that.`;
    const hint = "Remove it here. To try your program, call it from a separate file that imports it.";
    return [submission.diagnostic(call, "warning", "entry-called", message, hint)];
  });
}
