import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";

const SORTS: ReadonlySet<string> = new Set(["sort", "toSorted"]);

/** Where lists are sorted. */
export function sortTable(submission: CheckedSubmission): Position[] {
  const { ts } = submission;
  const found: Position[] = [];
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) ? node.expression : undefined;
    if (callee !== undefined && ts.isPropertyAccessExpression(callee) && SORTS.has(callee.name.text))
      found.push(submission.position(callee.name));
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}
