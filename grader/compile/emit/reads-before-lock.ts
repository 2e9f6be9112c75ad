import type { CheckedSubmission } from "../checked.ts";
import { libraryName } from "../loops/work.ts";
import type { ProgramReadBeforeLock } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { symbolUses } from "./symbol-uses.ts";

/** Locks of a submission beyond these are not followed. */
const mostLocks = 50;

/** Something that is kept in one place, as the text has it: `total`, `stock` under `sku`, what `bank` gives for `account`. */
interface Kept {
  readonly holder: string;
  readonly keys: readonly string[];
}

/**
 * A variable that got its value before its function waited for a lock, and that is written back behind that lock: what others write meanwhile is not in it.
 * Whoever reads once more behind the lock is left out.
 */
export function readsBeforeLock(submission: CheckedSubmission): ProgramReadBeforeLock[] {
  const { ts } = submission;
  const found: ProgramReadBeforeLock[] = [];
  let left = mostLocks;
  const visit = (node: ts.Node): void => {
    const held = ts.isAwaitExpression(node) ? heldAfter(submission, node) : null;
    if (held !== null && left-- > 0) {
      for (const write of writesIn(submission, held)) {
        const read = readBefore(submission, node as ts.AwaitExpression, held, write);
        if (read !== null) found.push(read);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

/** The code that runs with the lock: the callback of `with`, or what stands behind `acquire` in its block. */
function heldAfter(submission: CheckedSubmission, node: ts.AwaitExpression): readonly ts.Node[] | null {
  const { ts } = submission;
  const call = unwrapped(ts, node.expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  const method = libraryName(submission, call);
  if (method === "with") {
    const [callback] = call.arguments;
    return callback !== undefined && ts.isFunctionLike(callback) ? [callback] : null;
  }
  const statement = node.parent;
  if (method !== "acquire" || !ts.isExpressionStatement(statement) || !ts.isBlock(statement.parent)) return null;
  const { statements } = statement.parent;
  return statements.slice(statements.indexOf(statement) + 1);
}

interface Write {
  readonly node: ts.Node;
  readonly kept: Kept;
  readonly value: ts.Expression;
}

function writesIn({ ts }: CheckedSubmission, held: readonly ts.Node[]): Write[] {
  const found: Write[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      found.push({ node, kept: { holder: node.left.getText(), keys: [] }, value: node.right });
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const holder = node.expression.expression.getText();
      for (const value of node.arguments) {
        const keys = node.arguments.filter((each) => each !== value).map((each) => each.getText());
        found.push({ node, kept: { holder, keys }, value });
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const each of held) visit(each);
  return found;
}

function readBefore(
  submission: CheckedSubmission,
  lock: ts.AwaitExpression,
  held: readonly ts.Node[],
  { node, kept, value }: Write,
): ProgramReadBeforeLock | null {
  const { ts, checker } = submission;
  // What is written back as it came changes nothing.
  if (ts.isIdentifier(unwrapped(ts, value))) return null;
  const around = ts.findAncestor(lock, ts.isFunctionLike);
  for (const used of identifiersIn(submission, value)) {
    const symbol = checker.getSymbolAtLocation(used);
    const declared = symbol?.valueDeclaration;
    if (symbol === undefined || declared === undefined || around === undefined) continue;
    if (!ts.isVariableDeclaration(declared) || declared.initializer === undefined) continue;
    if (ts.findAncestor(declared, ts.isFunctionLike) !== around || declared.end > lock.pos) continue;
    if (!reads(submission, declared.initializer, kept) || held.some((each) => reads(submission, each, kept, node)))
      continue;
    if (symbolUses(submission, symbol).some((use) => isChanged(submission, use))) continue;
    return {
      name: symbol.name,
      at: submission.position(declared),
      lock: submission.position(lock),
      write: submission.position(node),
    };
  }
  return null;
}

/** @param but a piece of code that does not count */
function reads({ ts }: CheckedSubmission, code: ts.Node, { holder, keys }: Kept, but?: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => {
    if (node === but || ts.isTypeNode(node)) return false;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const given = node.arguments.map((each) => each.getText());
      if (node.expression.expression.getText() === holder && given.every((each) => keys.includes(each))) return true;
    }
    if (keys.length === 0 && ts.isExpression(node) && node.getText() === holder) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(code);
}

function identifiersIn({ ts }: CheckedSubmission, code: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}

function isChanged({ ts }: CheckedSubmission, use: ts.Identifier): boolean {
  const { parent } = use;
  const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return parent.left === use && kind >= FirstAssignment && kind <= LastAssignment;
  }
  return ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent);
}
