import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { forEachOwn, functionAround, isWithin } from "../loops/loop.ts";
import { rootName } from "../loops/names.ts";
import type { ProgramUpdate } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Writes of a submission beyond these are not followed. */
const mostWrites = 200;

/** `sums.get(bed)`, `sums[bed]`: what stands under a key of something. */
interface Keyed {
  readonly holder: ts.Expression;
  readonly key: string;
}

interface Write extends Keyed {
  readonly node: ts.Node;
  readonly value: ts.Expression;
}

/**
 * What stands under a key of a map or an object that others see, too, is read, and written anew after a wait from what was read: `const sum = sums.get(bed)`,
 * an await, `sums.set(bed, sum + 1)`.
 */
export function keyedUpdates(submission: CheckedSubmission): ProgramUpdate[] {
  const { ts } = submission;
  const found: ProgramUpdate[] = [];
  let left = mostWrites;
  const visit = (node: ts.Node): void => {
    const write = left > 0 ? writeAt(submission, node) : null;
    if (write !== null) {
      left -= 1;
      const update = updateOf(submission, write);
      if (update !== null) found.push(update);
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) ts.forEachChild(source, visit);
  return found;
}

function writeAt({ ts }: CheckedSubmission, node: ts.Node): Write | null {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const target = keyedIn(ts, node.left);
    return target === null ? null : { ...target, node, value: node.right };
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const [key, value] = node.arguments;
  const isSet = node.expression.name.text === "set" && node.arguments.length === 2;
  return isSet ? { holder: node.expression.expression, key: key!.getText(), node, value: value! } : null;
}

function keyedIn(ts: CheckedSubmission["ts"], node: ts.Expression): Keyed | null {
  const at = unwrapped(ts, node);
  if (ts.isElementAccessExpression(at)) return { holder: at.expression, key: at.argumentExpression.getText() };
  if (!ts.isCallExpression(at) || !ts.isPropertyAccessExpression(at.expression)) return null;
  const isGet = at.expression.name.text === "get" && at.arguments.length === 1;
  return isGet ? { holder: at.expression.expression, key: at.arguments[0]!.getText() } : null;
}

function updateOf(submission: CheckedSubmission, write: Write): ProgramUpdate | null {
  const { ts } = submission;
  const around = functionAround(ts, write.node);
  const root = rootName(submission, write.holder);
  const declared = root === undefined || root === "this" ? undefined : root.valueDeclaration;
  // What each call has for itself is nobody else's to change.
  const body = ts.isFunctionLike(around) && "body" in around ? (around.body as ts.Node | undefined) : undefined;
  if (body === undefined || root === undefined || (declared !== undefined && isWithin(declared, around))) return null;
  for (const read of valuesIn(submission, write.value)) {
    if (functionAround(ts, read) !== around || read.initializer === undefined) continue;
    if (!readsSame(submission, read.initializer, write)) continue;
    const between: Position[] = [];
    forEachOwn(ts, body, (node) => {
      const isBetween = node.getStart() > read.end && node.end <= write.node.end;
      if (ts.isAwaitExpression(node) && isBetween) between.push(submission.position(node));
    });
    if (between.length > 0)
      return {
        read: submission.position(read),
        write: submission.position(write.node),
        between,
        holder: write.holder.getText(),
        key: write.key,
      };
  }
  return null;
}

/** The variables that a value is worked out from; what is handed back as it came is no update. */
function valuesIn({ ts, checker }: CheckedSubmission, value: ts.Expression): readonly ts.VariableDeclaration[] {
  if (ts.isIdentifier(unwrapped(ts, value))) return [];
  const found: ts.VariableDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    const declared = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
    if (declared !== undefined && ts.isVariableDeclaration(declared)) found.push(declared);
    ts.forEachChild(node, visit);
  };
  visit(value);
  return found;
}

function readsSame({ ts }: CheckedSubmission, initializer: ts.Expression, { holder, key }: Keyed): boolean {
  const visit = (node: ts.Node): boolean => {
    const keyed = ts.isExpression(node) ? keyedIn(ts, node) : null;
    if (keyed !== null && keyed.key === key && keyed.holder.getText() === holder.getText()) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(initializer);
}
