import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { isEntry } from "../loops/awaits-in-loops.ts";
import { calleeOf, codeOf } from "../loops/code-of.ts";
import { changedBy } from "../loops/independence.ts";
import { comesAgain } from "../loops/comes-again.ts";
import { functionAround, isWithin, loopsAround } from "../loops/loop.ts";
import { namesIn, type Name } from "../loops/names.ts";
import { isForAwait, isWaiting } from "../loops/waiting.ts";
import { libraryName } from "../loops/work.ts";
import type { ProgramCall } from "../program-awaits.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Calls of a file beyond these are not looked at. */
const mostCalls = 300;

/** The calls of the submission's own functions that are awaited, or made into a task, where they stand: which of them run the same function, and which do the same work. */
export function callTable(submission: CheckedSubmission): ProgramCall[] {
  const { ts } = submission;
  const numbers = new Map<unknown, number>();
  const numberOf = (key: unknown): number => {
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
  const steady = new Map<ts.Node, boolean>();
  const found: ProgramCall[] = [];
  const visit = (node: ts.Node): void => {
    const call = calledBy(submission, node);
    const code = call && codeOf(submission, call);
    const callee = call && calleeOf(submission, call);
    if (call !== null && code && callee && found.length < mostCalls) {
      const { file, line, column } = submission.span(isForAwait(ts, node) ? node.expression : node);
      if (!steady.has(code)) steady.set(code, isSteady(submission, code, new Set()));
      const given = steady.get(code) === true ? argumentsOf(submission, call) : null;
      const runs = numberOf(callee);
      const work =
        given &&
        numberOf(`${runs} ${given.map((each) => (typeof each === "string" ? each : `#${numberOf(each)}`)).join()}`);
      found.push({
        at: { file, line, column } satisfies Position,
        name: callee.name,
        runs,
        work,
        again: comesAgain(submission, node),
        inputs: call.arguments.length,
      });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) ts.forEachChild(source, visit);
  return found;
}

/** What `await f()` and `createTask(f())` call. */
function calledBy(submission: CheckedSubmission, node: ts.Node): ts.CallExpression | null {
  const { ts } = submission;
  const isMade = ts.isCallExpression(node) && libraryName(submission, node) === "createTask";
  const waits = isWaiting(ts, node) || isForAwait(ts, node);
  const inner = waits ? node.expression : isMade ? node.arguments[0] : undefined;
  const call = inner && unwrapped(ts, inner);
  return call !== undefined && ts.isCallExpression(call) ? call : null;
}

/** Arguments that are the same at every call: what is written out, and names that are never given another value. Null when others are among them. */
function argumentsOf(submission: CheckedSubmission, call: ts.CallExpression): (string | ts.Symbol)[] | null {
  const { ts, checker } = submission;
  const found: (string | ts.Symbol)[] = [];
  for (const argument of call.arguments) {
    const inner = unwrapped(ts, argument);
    const symbol = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner) : undefined;
    const isWritten =
      ts.isLiteralExpression(inner) ||
      inner.kind === ts.SyntaxKind.TrueKeyword ||
      inner.kind === ts.SyntaxKind.FalseKeyword;
    if (isWritten) found.push(inner.getText());
    else if (symbol !== undefined && isOneValue(submission, symbol)) found.push(symbol);
    else return null;
  }
  return found;
}

/** A constant of the file itself, or of the entry: of another function's own there may be as many as there are calls of it. */
function isOneValue(submission: CheckedSubmission, symbol: ts.Symbol): boolean {
  const { ts } = submission;
  const { valueDeclaration: made } = symbol;
  if (made === undefined || submission.fileOf(made) === undefined || loopsAround(ts, made).length > 0) return false;
  const around = functionAround(ts, made);
  if (!ts.isSourceFile(around) && !isEntry(submission, around)) return false;
  if (ts.isParameter(made)) return !isChanged(submission, symbol, around);
  return ts.isVariableDeclaration(made) && (made.parent.flags & ts.NodeFlags.Const) !== 0;
}

function isChanged(submission: CheckedSubmission, name: Name, code: ts.Node): boolean {
  const visit = (node: ts.Node): boolean =>
    changedBy(submission, node) === name ||
    (submission.ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(code);
}

/** Whether a function does the same each time: it changes nothing that outlives it, and reads nothing that others change. */
function isSteady(submission: CheckedSubmission, code: ts.SignatureDeclaration, seen: Set<ts.Node>): boolean {
  const { ts } = submission;
  if (seen.has(code)) return true;
  seen.add(code);
  const isOwn = (name: Name) =>
    name !== "this" && name.valueDeclaration !== undefined && isWithin(name.valueDeclaration, code);
  for (const name of namesIn(submission, code)) if (!isOwn(name) && !isFixed(submission, name)) return false;
  const visit = (node: ts.Node): boolean => {
    const changed = changedBy(submission, node);
    if (changed !== undefined && !isOwn(changed)) return false;
    if (ts.isCallExpression(node)) {
      const called = codeOf(submission, node);
      if (called === null && !isKnownCall(submission, node)) return false;
      if (called !== null && !isSteady(submission, called, seen)) return false;
    }
    return !(ts.forEachChild(node, (child) => !visit(child) || undefined) ?? false);
  };
  return visit(code);
}

/** A constant, a function, a class, an import; a library's own. */
function isFixed(submission: CheckedSubmission, name: Name): boolean {
  const { ts } = submission;
  if (name === "this") return false;
  const made = name.valueDeclaration ?? name.declarations?.[0];
  if (made === undefined || submission.fileOf(made) === undefined) return true;
  return !ts.isVariableDeclaration(made) || (made.parent.flags & ts.NodeFlags.Const) !== 0;
}

/** Of a library's that takes nothing away from others. */
function isKnownCall(submission: CheckedSubmission, call: ts.CallExpression): boolean {
  const name = libraryName(submission, call);
  return name !== null && !["get", "getNowait", "acquire", "next"].includes(name);
}
