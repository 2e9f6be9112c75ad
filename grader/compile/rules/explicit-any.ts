import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";

/** Every `any` that is written out. */
export function explicitAny(submission: CheckedSubmission): ts.Node[] {
  const { ts } = submission;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(node);
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}
