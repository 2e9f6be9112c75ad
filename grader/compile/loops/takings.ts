import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { codeOf } from "./code-of.ts";
import { comesAgain } from "./comes-again.ts";
import { changedBy, changedPart, goesThroughShared, sharedWork } from "./independence.ts";
import { functionAround, isLoop, isWithin, type Turns } from "./loop.ts";
import type { Name } from "./names.ts";
import { unwrapped } from "../unwrapped.ts";

/** Where the turns that a piece of work stands in take it from. */
export interface Takings {
  /** They take from a queue of the runtime's, or from something that all calls of their function share. */
  readonly from: "queue" | "shared";
  /** Where what is shared is changed, when that comes only after the work: who comes meanwhile takes the same. Null otherwise. */
  readonly late: ts.Node | null;
}

/**
 * What the turns of the innermost loop around an await have in common with those of other calls of the same function; of the whole function where
 * there is no loop, which may be called again by itself. Null when each call has work of its own.
 * @param awaited what it waits for
 * @param isEntry the grader calls its function: nobody else shares anything with it but a queue
 */
export function takingsOf(
  submission: CheckedSubmission,
  node: ts.Node,
  awaited: ts.Node,
  isEntry: boolean,
): Takings | null {
  const { ts } = submission;
  const around = functionAround(ts, node);
  if (ts.isSourceFile(around) || !comesAgain(submission, node)) return null;
  const whole = ts.findAncestor(node, (each) => each === around || isLoop(ts, each)) ?? around;
  if (takesFromQueue(submission, whole, awaited.end, new Set()) || takesForNextTurn(submission, whole, awaited.end))
    return { from: "queue", late: null };
  if (isEntry) return null;
  const shared = sharedWork(submission, awaited, turnsIn(submission, whole), around);
  if (isLoop(ts, whole) && goesThroughShared(submission, whole)) return { from: "shared", late: null };
  return shared.size === 0 ? null : { from: "shared", late: changedLate(submission, shared, node, whole) };
}

function turnsIn({ ts }: CheckedSubmission, whole: ts.Node): Turns {
  return { whole, body: isLoop(ts, whole) ? whole.statement : whole };
}

const taking = new Set(["get", "getNowait"]);

/**
 * By itself or by a function of the submission that it calls.
 * @param before where the work ends for which it takes: what it takes later is not for that
 */
function takesFromQueue(submission: CheckedSubmission, code: ts.Node, before: number, seen: Set<ts.Node>): boolean {
  const { ts } = submission;
  if (seen.has(code)) return false;
  seen.add(code);
  const visit = (node: ts.Node): boolean => {
    if (node.pos >= before || (node !== code && ts.isFunctionLike(node))) return false;
    if (ts.isCallExpression(node)) {
      if (isQueueGet(submission, node)) return true;
      const called = codeOf(submission, node);
      if (called !== null && takesFromQueue(submission, called, Number.POSITIVE_INFINITY, seen)) return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(code);
}

/** `slip = await slips.get()` at the end of a turn is for the next one, which reads `slip`. */
function takesForNextTurn(submission: CheckedSubmission, whole: ts.Node, after: number): boolean {
  const { ts, checker } = submission;
  if (!isLoop(ts, whole)) return false;
  const reads = (node: ts.Node, name: ts.Symbol): boolean =>
    node.pos < after &&
    ((ts.isIdentifier(node) && checker.getSymbolAtLocation(node) === name) ||
      (ts.forEachChild(node, (child) => reads(child, name) || undefined) ?? false));
  const visit = (node: ts.Node): boolean => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && node.pos >= after) {
      const name = ts.isIdentifier(node.left) ? checker.getSymbolAtLocation(node.left) : undefined;
      if (name !== undefined && reads(whole, name)) {
        return takesFromQueue(submission, node.right, Number.POSITIVE_INFINITY, new Set());
      }
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(whole);
}

function isQueueGet({ ts, origins }: CheckedSubmission, call: ts.CallExpression): boolean {
  return origins.of(call.expression).some((origin) => {
    if (origin === "globalThis" || !ts.isClassLike(origin.parent)) return false;
    const name = ts.getNameOfDeclaration(origin);
    return taking.has(name?.getText() ?? "") && (origin.parent.name?.text ?? "").endsWith("Queue");
  });
}

/** The first change of one of the names (of `this`: of one of its fields that was read before) that comes after the await, where none comes before it. */
function changedLate(
  submission: CheckedSubmission,
  names: ReadonlySet<Name>,
  awaited: ts.Node,
  whole: ts.Node,
): ts.Node | null {
  const { ts } = submission;
  const changes = new Map<Name, ts.Node[]>();
  const read = new Set<Name>();
  const visit = (node: ts.Node): void => {
    const changed = changedBy(submission, node);
    const field = changed === "this" ? fieldIn(submission, changedPart(ts, node)!) : undefined;
    const name = field ?? changed;
    if (name !== undefined) changes.set(name, [...(changes.get(name) ?? []), node]);
    if (node.end <= awaited.end && isFieldOfThis(ts, node)) read.add(fieldIn(submission, node) ?? "this");
    ts.forEachChild(node, visit);
  };
  visit(whole);
  const isLate = (node: ts.Node) =>
    node.pos >= awaited.end || (ts.isForStatement(whole) && isInside(node, whole.incrementor));
  for (const [name, all] of changes) {
    if ((names.has(name) || (names.has("this") && read.has(name))) && all.every(isLate)) return all[0]!;
  }
  return null;
}

function isFieldOfThis(ts: CheckedSubmission["ts"], node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
}

/** `next` of `this.next[0].x`. */
function fieldIn({ ts, checker }: CheckedSubmission, part: ts.Expression): ts.Symbol | undefined {
  let inner = unwrapped(ts, part);
  while (!isFieldOfThis(ts, inner)) {
    if (!ts.isPropertyAccessExpression(inner) && !ts.isElementAccessExpression(inner)) return undefined;
    inner = unwrapped(ts, inner.expression);
  }
  return checker.getSymbolAtLocation(inner.name);
}

function isInside(node: ts.Node, outer: ts.Node | undefined): boolean {
  return outer !== undefined && isWithin(node, outer);
}
