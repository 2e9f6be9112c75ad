import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { loopsAround } from "../loops/loop.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Where the submission decides how many items go into one piece of a list: `list.slice(from, to)` in a loop, and `batch.length >= size`. */
export function cutTable(submission: CheckedSubmission): Position[] {
  const { ts } = submission;
  const found: Position[] = [];
  const visit = (node: ts.Node): void => {
    if (isSlice(submission, node) || isSizeAsked(submission, node)) {
      found.push(submission.position(node));
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function isSlice({ ts }: CheckedSubmission, node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    node.arguments.length === 2 &&
    ts.isPropertyAccessExpression(node.expression) &&
    ["slice", "splice"].includes(node.expression.name.text) &&
    loopsAround(ts, node).length > 0
  );
}

/** Whether there is anything at all is another question. */
function isSizeAsked({ ts }: CheckedSubmission, node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || !/^(?:[<>]=?|[!=]==?)$/.test(node.operatorToken.getText())) return false;
  const [left, right] = [unwrapped(ts, node.left), unwrapped(ts, node.right)];
  const isLength = ts.isPropertyAccessExpression(left) && ["length", "size"].includes(left.name.text);
  return isLength && right.getText() !== "0" && ts.isIfStatement(node.parent) && loopsAround(ts, node).length > 0;
}
