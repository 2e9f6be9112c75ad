import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { functionAround } from "../loops/loop.ts";
import type { ProgramUpdate } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Variables of a submission beyond these are not followed. */
const mostVariables = 300;

/** A call of a method that somewhere around it is awaited. */
interface AwaitedCall {
  readonly call: ts.CallExpression;
  readonly method: ts.PropertyAccessExpression;
  readonly at: Position;
}

/**
 * Where a function asks an object for something (`await store.read(id)`), works something out from the answer, and gives that back to another method of the
 * same object for the same arguments (`await store.write(id, answer + 1)`). What is handed back as it came is no update.
 */
export function updateTable(submission: CheckedSubmission): ProgramUpdate[] {
  const { ts } = submission;
  const found: ProgramUpdate[] = [];
  let left = mostVariables;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined && left > 0) {
      left -= 1;
      found.push(...updatesFrom(submission, node.name, node.initializer));
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) ts.forEachChild(source, visit);
  return found;
}

function updatesFrom(submission: CheckedSubmission, name: ts.Identifier, initializer: ts.Expression): ProgramUpdate[] {
  const { ts, checker } = submission;
  const answer = checker.getSymbolAtLocation(name);
  const around = functionAround(ts, name);
  if (answer === undefined || !ts.isFunctionLike(around)) return [];
  const reads = awaitedCallsIn(submission, initializer, initializer);
  if (reads.length === 0) return [];
  const writes = awaitedCallsIn(submission, around, around).filter(({ call }) => call.pos > initializer.end);
  return reads.flatMap((read) =>
    writes
      .filter((write) => isUpdate(submission, read, write, answer))
      .map((write) => ({
        read: read.at,
        write: write.at,
        holder: read.method.expression.getText(),
        key: read.call.arguments.map((each) => each.getText()).join(", "),
      })),
  );
}

/** @param within what has to await it */
function awaitedCallsIn(submission: CheckedSubmission, code: ts.Node, within: ts.Node): AwaitedCall[] {
  const { ts } = submission;
  const found: AwaitedCall[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const awaited = awaitAround(submission, node, within);
      if (awaited !== null) {
        const { file, line, column } = submission.span(awaited);
        found.push({ call: node, method: node.expression, at: { file, line, column } });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}

function awaitAround({ ts }: CheckedSubmission, node: ts.Node, within: ts.Node): ts.Node | null {
  for (let each = node; each !== within.parent; each = each.parent) if (ts.isAwaitExpression(each)) return each;
  return null;
}

function isUpdate(submission: CheckedSubmission, read: AwaitedCall, write: AwaitedCall, answer: ts.Symbol): boolean {
  const { checker } = submission;
  const [from, to] = [read.method, write.method];
  if (from.name.text === to.name.text || from.expression.getText() !== to.expression.getText()) return false;
  if (checker.getSymbolAtLocation(from.expression) !== checker.getSymbolAtLocation(to.expression)) return false;
  const given = write.call.arguments.map((each) => each.getText());
  const hasKeys = read.call.arguments.every((each) => given.includes(each.getText()));
  return hasKeys && write.call.arguments.some((each) => isWorkedOut(submission, each, answer));
}

/** Made of the answer, and not the answer itself or a part of it. */
function isWorkedOut({ ts, checker }: CheckedSubmission, argument: ts.Expression, answer: ts.Symbol): boolean {
  const given = unwrapped(ts, argument);
  if (!ts.isBinaryExpression(given) && !ts.isObjectLiteralExpression(given) && !ts.isArrayLiteralExpression(given))
    return false;
  let isMade = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && checker.getSymbolAtLocation(node) === answer) isMade = true;
    ts.forEachChild(node, visit);
  };
  visit(given);
  return isMade;
}
