import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { changedPart } from "../loops/independence.ts";
import { functionAround, isWithin, loopsAround } from "../loops/loop.ts";
import { libraryName } from "../loops/work.ts";
import { thingAt, thingsBehind, type Aliases, type Thing } from "./things.ts";
import type { ts } from "../typescript.ts";
import { breaksOf, isOpenEnded } from "./ways-out.ts";

/** What changes a thing, and how others come to know of it. */
export interface Change {
  readonly node: ts.Node;
  /** The place that it frees can be waited for, in turn: that it came sooner helps nobody who was not there. */
  readonly isPlace: boolean;
}

/** Methods that change what others look at: an event, a future, a list, a set, a map, a queue. */
const changing = new Set([
  "set",
  "setResult",
  "setException",
  "clear",
  "push",
  "unshift",
  "add",
  "put",
  "putNowait",
  "getNowait",
  "taskDone",
]);

/** Changes of a file beyond these are not looked at: each of them may be asked for by every await. */
const mostChanges = 1000;

/** The changes in one file, by what they change; what is known under several names, under each of them. */
export function changesIn(
  submission: CheckedSubmission,
  source: ts.SourceFile,
  aliases: Aliases,
): ReadonlyMap<Thing, readonly Change[]> {
  const { ts } = submission;
  const found = new Map<Thing, Change[]>();
  let left = mostChanges;
  const visit = (node: ts.Node): void => {
    const freed = freedBy(submission, node);
    const part = freed ?? (isChangingCall(ts, node) ? node.expression.expression : changedPart(ts, node));
    const own = part && thingAt(submission, part);
    if (own !== undefined && left-- > 0) {
      const change = { node, isPlace: freed !== undefined };
      for (const thing of thingsBehind(own, aliases)) listAt(found, thing).push(change);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function listAt<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

interface MethodCall extends ts.CallExpression {
  readonly expression: ts.PropertyAccessExpression;
}

function isMethodCall(ts: CheckedSubmission["ts"], node: ts.Node): node is MethodCall {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression);
}

function isChangingCall(ts: CheckedSubmission["ts"], node: ts.Node): node is MethodCall {
  return isMethodCall(ts, node) && changing.has(node.expression.name.text);
}

/** A lock or a semaphore of which a place is given back: by `release()`, or at the end of what `with()` runs. */
function freedBy({ ts, checker }: CheckedSubmission, node: ts.Node): ts.Expression | undefined {
  if (!isMethodCall(ts, node) || !["release", "with"].includes(node.expression.name.text)) return undefined;
  const { expression } = node.expression;
  return checker.getTypeAtLocation(expression).getProperty("locked") === undefined ? undefined : expression;
}

/** Where functions of one file are called, by their code. */
export type Calls = ReadonlyMap<ts.Node, readonly ts.Node[]>;

export function callsIn(submission: CheckedSubmission, source: ts.SourceFile): Calls {
  const { ts } = submission;
  const found = new Map<ts.Node, ts.Node[]>();
  const visit = (node: ts.Node): void => {
    const code = ts.isCallExpression(node) ? codeOf(submission, node) : null;
    if (code !== null) listAt(found, code).push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Awaits by the function that they stand in, in the order of the text. */
export type AwaitsByFunction = ReadonlyMap<ts.Node, readonly ts.Node[]>;

export function byFunction({ ts }: CheckedSubmission, awaits: readonly ts.Node[]): AwaitsByFunction {
  const found = new Map<ts.Node, ts.Node[]>();
  for (const node of awaits) listAt(found, functionAround(ts, node)).push(node);
  for (const list of found.values()) list.sort((a, b) => a.pos - b.pos);
  return found;
}

/**
 * The awaits after which a change comes: the last one before it, in a loop also the last one of the round before; where its function has none before
 * it, those before the calls of that.
 */
export function awaitsBefore(
  submission: CheckedSubmission,
  awaits: AwaitsByFunction,
  calls: Calls,
  change: ts.Node,
  seen = new Set<ts.Node>(),
): readonly ts.Node[] {
  const { ts } = submission;
  const around = functionAround(ts, change);
  const own = awaits.get(around) ?? [];
  const before = lastBefore(submission, own, change);
  const round = loopsAround(ts, change).flatMap((loop) => own.filter((each) => isWithin(each, loop)).slice(-1));
  const inside = endOfWith(submission, awaits, change);
  if (inside !== null) return [inside];
  if (before.length > 0 || seen.has(around)) return [...before, ...round];
  seen.add(around);
  const callers = isWrittenInCall(ts, around) ? [around] : (calls.get(around) ?? []);
  return [...round, ...callers.flatMap((call) => awaitsBefore(submission, awaits, calls, call, seen))];
}

/** The last one in the text, or those that come last before a loop is left in which that stands. */
function lastBefore({ ts }: CheckedSubmission, own: readonly ts.Node[], change: ts.Node): readonly ts.Node[] {
  const until = (end: ts.Node): readonly ts.Node[] => own.filter((each) => each.end <= end.pos).slice(-1);
  const last = until(change);
  const left = last.flatMap((each) => loopsAround(ts, each).filter((loop) => !isWithin(change, loop))).at(-1);
  if (left === undefined) return last;
  const broken = breaksOf(ts, left).flatMap(until);
  return isOpenEnded(ts, left) && broken.length > 0 ? broken : [...last, ...broken];
}

/** What `with()` runs waits for last: then the place is given back. */
function endOfWith({ ts }: CheckedSubmission, awaits: AwaitsByFunction, change: ts.Node): ts.Node | null {
  if (!isMethodCall(ts, change) || change.expression.name.text !== "with") return null;
  const [code] = change.arguments;
  const last = code === undefined ? undefined : awaits.get(code)?.at(-1);
  return last ?? (ts.isAwaitExpression(change.parent) ? change.parent : null);
}

/** A function that is handed to a call as it is written, and not kept under a name. */
function isWrittenInCall(ts: CheckedSubmission["ts"], code: ts.Node): boolean {
  if (!ts.isArrowFunction(code) && !ts.isFunctionExpression(code)) return false;
  let outer: ts.Node = code;
  while (ts.isCallExpression(outer.parent) || ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  return outer !== code && !ts.isVariableDeclaration(outer.parent) && !ts.isPropertyDeclaration(outer.parent);
}

/** Where tasks are made in a piece of code. */
export function tasksMadeIn(submission: CheckedSubmission, code: ts.Node): readonly ts.Node[] {
  const { ts } = submission;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && libraryName(submission, node) === "createTask") found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}
