import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { libraryName } from "../loops/work.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** The awaits of `Promise.race(…)`: each is over with the first that ends, well or not. */
export function raceTable(submission: CheckedSubmission): Position[] {
  const { ts } = submission;
  const found: Position[] = [];
  const visit = (node: ts.Node): void => {
    const call = ts.isAwaitExpression(node) ? unwrapped(ts, node.expression) : undefined;
    if (call !== undefined && ts.isCallExpression(call) && libraryName(submission, call) === "race") {
      found.push(submission.position(node));
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}
