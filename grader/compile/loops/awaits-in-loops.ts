import type { CheckedSubmission } from "../checked.ts";
import type { AwaitInLoop } from "../program.ts";
import type { ts } from "../typescript.ts";
import { workInSteps } from "./chained.ts";
import { isIndependent, isWorker } from "./independence.ts";
import { functionAround, isWithin, loopsAround, type Loop } from "./loop.ts";
import { workBeforeItself } from "./recursion.ts";
import { isWaiting, type Waiting } from "./waiting.ts";
import { startsWork } from "./work.ts";

/**
 * Awaits in a loop's body that make independent work wait in line: each turn starts something that does not need what the turns
 * before it gave. Not: retries, searches, pages that name the next page, queues and streams, pauses, batches, workers that
 * share a list, and waiting for what runs already. One await per loop is named, the first. A reduce over promises, a chain of
 * `then` that grows in a loop, and a function that calls itself for the rest are loops too.
 */
export function awaitsInLoops(submission: CheckedSubmission): AwaitInLoop[] {
  const { ts } = submission;
  const found = new Map<ts.Node, ts.Node>();
  const addFirst = (repeated: ts.Node, work: ts.Node | null): void => {
    if (work !== null && !found.has(repeated)) found.set(repeated, work);
  };
  const visit = (node: ts.Node): void => {
    if (isWaiting(ts, node)) {
      const loop = loopsAround(ts, node).find((each) => serializes(submission, node, each));
      if (loop !== undefined) addFirst(loop, node);
    }
    for (const { repeated, work } of workInSteps(submission, node)) addFirst(repeated, work);
    if (ts.isFunctionLike(node)) addFirst(node, workBeforeItself(submission, node));
    if (ts.isForOfStatement(node) && startsEachInTurn(submission, node)) found.set(node, node.expression);
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return [...found].map(([repeated, node]) => ({
    kind: kindOf(submission, repeated),
    await: submission.span(node),
    loop: submission.spanBetween(repeated, headEnd(submission, repeated)),
    inside: nameOf(submission, functionAround(ts, node)),
  }));
}

function kindOf(submission: CheckedSubmission, repeated: ts.Node): AwaitInLoop["kind"] {
  const { ts } = submission;
  if (ts.isCallExpression(repeated)) return "reduce";
  return ts.isFunctionLike(repeated) ? "recursion" : "loop";
}

function serializes(submission: CheckedSubmission, node: Waiting, loop: Loop): boolean {
  const { ts } = submission;
  if (ts.isForOfStatement(loop) && loop.awaitModifier !== undefined && !isPlainList(submission, loop)) return false;
  const around = functionAround(ts, loop);
  return (
    startsWork(submission, node.expression, loop.statement) &&
    isIndependent(submission, node, loop) &&
    !isWorker(submission, node, loop, isEntry(submission, around)) &&
    !isShareOfMany(submission, around, loop)
  );
}

/** `for await (const x of coroutines)`: the loop itself starts one after the other. */
function startsEachInTurn(submission: CheckedSubmission, loop: ts.ForOfStatement): boolean {
  const { checker, ts } = submission;
  if (loop.awaitModifier === undefined) return false;
  const element = checker.getIndexTypeOfType(checker.getTypeAtLocation(loop.expression), ts.IndexKind.Number);
  return element?.symbol?.name === "Coroutine" && isPlainList(submission, loop);
}

/** A list that is there in full, as opposed to a stream whose items come when they come. */
function isPlainList(submission: CheckedSubmission, loop: ts.ForOfStatement): boolean {
  const { checker } = submission;
  return checker.isArrayLikeType(checker.getTypeAtLocation(loop.expression));
}

/** The function that the grader calls, however it is wrapped; not the functions inside it. */
export function isEntry(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts, checker, entry, request } = submission;
  if (request.entry === null || ts.isSourceFile(node)) return false;
  const module = checker.getSymbolAtLocation(entry.source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === request.entry);
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined || !isWithin(node, declaration)) return false;
  return node === declaration || !isWithin(functionAround(ts, node), declaration);
}

/**
 * A function that goes through its own parameter, and of which several are started: in `map`, or by two calls given to createTask,
 * gather and the like. Each has its share of the work.
 */
function isShareOfMany(submission: CheckedSubmission, around: ts.Node, loop: Loop): boolean {
  const { ts, checker } = submission;
  if (!ts.isForOfStatement(loop) || !ts.isIdentifier(loop.expression)) return false;
  const list = checker.getSymbolAtLocation(loop.expression)?.valueDeclaration;
  if (list === undefined || !ts.isParameter(list) || list.parent !== around) return false;
  if (isMapped(submission, around)) return true;
  const name = ts.isFunctionDeclaration(around) ? around.name : nameOfHolder(submission, around);
  const symbol = name && checker.getSymbolAtLocation(name);
  if (symbol === undefined) return false;
  return (startsIn(submission, around.getSourceFile()).get(symbol) ?? 0) > 1;
}

/** By source file: it is asked for at every await in a loop. */
const knownStarts = new WeakMap<ts.SourceFile, ReadonlyMap<ts.Symbol, number>>();

/** How many times what bears a name is started, as far as the text tells. */
function startsIn(submission: CheckedSubmission, source: ts.SourceFile): ReadonlyMap<ts.Symbol, number> {
  const { ts, checker } = submission;
  const known = knownStarts.get(source);
  if (known !== undefined) return known;
  const starts = new Map<ts.Symbol, number>();
  const visit = (node: ts.Node, times: number): void => {
    const within = isMapped(submission, node) ? 2 : Math.max(times, isStarted(submission, node) ? 1 : 0);
    const symbol = within > 0 && ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (symbol !== undefined && !isDeclared(submission, node)) starts.set(symbol, (starts.get(symbol) ?? 0) + within);
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(source, 0);
  knownStarts.set(source, starts);
  return starts;
}

/** The name where a function or variable gets it. */
function isDeclared({ ts }: CheckedSubmission, name: ts.Node): boolean {
  const { parent } = name;
  return (ts.isFunctionDeclaration(parent) || ts.isVariableDeclaration(parent)) && parent.name === name;
}

/** Given to what starts tasks, or waits for several things at once. */
function isStarted(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  const { parent } = node;
  if (parent === undefined || !ts.isCallExpression(parent) || parent.expression === node) return false;
  const callee = ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name : parent.expression;
  return ["createTask", "gather", "all", "allSettled"].includes(callee.getText());
}

function isMapped(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  const { parent } = node;
  if (parent === undefined || !ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression))
    return false;
  return parent.expression !== node && ["map", "from"].includes(parent.expression.name.text);
}

function nameOfHolder(submission: CheckedSubmission, node: ts.Node): ts.Identifier | undefined {
  const { ts } = submission;
  for (let outer = node.parent; ts.isCallExpression(outer) || ts.isVariableDeclaration(outer); outer = outer.parent) {
    if (ts.isVariableDeclaration(outer)) return ts.isIdentifier(outer.name) ? outer.name : undefined;
  }
  return undefined;
}

function headEnd(submission: CheckedSubmission, repeated: ts.Node): number {
  const { ts } = submission;
  if (ts.isDoStatement(repeated)) return repeated.getStart() + "do".length;
  if (ts.isIterationStatement(repeated, false)) return repeated.statement.getFullStart();
  if (ts.isCallExpression(repeated)) return repeated.expression.end;
  return "body" in repeated && repeated.body !== undefined ? (repeated.body as ts.Node).getFullStart() : repeated.end;
}

function nameOf(submission: CheckedSubmission, node: ts.Node): string | null {
  const { ts } = submission;
  const named = ts.isFunctionLike(node) && node.name !== undefined ? node.name : undefined;
  if (named !== undefined) return named.getText();
  for (let outer = node; !ts.isSourceFile(outer) && !ts.isBlock(outer); outer = outer.parent) {
    if (ts.isVariableDeclaration(outer) || ts.isPropertyDeclaration(outer) || ts.isPropertyAssignment(outer)) {
      return outer.name.getText();
    }
  }
  return null;
}
