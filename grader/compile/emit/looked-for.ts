import type { CheckedSubmission } from "../checked.ts";
import { forEachOwn, functionAround, isWithin, loopsAround, type Loop } from "../loops/loop.ts";
import { codeOf } from "../loops/code-of.ts";
import { libraryName } from "../loops/work.ts";
import type { ts } from "../typescript.ts";
import { awaitsBefore, byFunction, callsIn, changesIn, tasksMadeIn, type Change } from "./changes.ts";
import { aliasesIn, readingsIn, thingsBehind, type Reading, type Thing } from "./things.ts";

/** What the text tells of one await's dealings with what others change. */
export interface Look {
  /** It stands in a loop that ends when something has changed elsewhere: the awaits after which that is changed. */
  readonly looksFor: readonly ts.Node[];
  /** A sleep, or a call that may sleep: the awaits after which something is changed, and the tasks that are made, that its function reads after it. */
  readonly readsAfter: readonly ts.Node[];
}

/**
 * Who looks at something from time to time went on because what changes it had come, and who reads it after a sleep may have slept for that, though
 * nothing of the runtime's tells so.
 * @param awaits of the whole file
 */
export function looksAt(
  submission: CheckedSubmission,
  source: ts.SourceFile,
  awaits: readonly ts.Node[],
): ReadonlyMap<ts.Node, Look> {
  const { ts } = submission;
  const found = new Map<ts.Node, Look>();
  const known = lazily(() => {
    const aliases = aliasesIn(submission, source);
    return {
      aliases,
      changes: changesIn(submission, source, aliases),
      calls: callsIn(submission, source),
      awaits: byFunction(submission, awaits),
    };
  });
  const readings = new Map<ts.Node, readonly Reading[]>();
  const readingsOf = (code: ts.Node): readonly Reading[] => {
    if (!readings.has(code)) readings.set(code, readingsIn(submission, code));
    return readings.get(code)!;
  };
  const changesOf = (thing: Thing): readonly Change[] => {
    const { aliases, changes } = known();
    const all = [...thingsBehind(thing, aliases)].flatMap((each) => changes.get(each) ?? []);
    return isEventOfCaller(submission, thing) ? [...all, ...anyEvent(submission, changes)] : all;
  };
  const beforeEach = new Map<ts.Node, readonly ts.Node[]>();
  const beforeOne = ({ node }: Change): readonly ts.Node[] => {
    if (!beforeEach.has(node)) beforeEach.set(node, awaitsBefore(submission, known().awaits, known().calls, node));
    return beforeEach.get(node)!;
  };
  const before = (changes: readonly Change[]): readonly ts.Node[] => [...new Set(changes.flatMap(beforeOne))];
  for (const node of awaits) {
    const [loop] = loopsAround(ts, node);
    const sought =
      loop === undefined
        ? []
        : [
            ...new Set(
              endsFor(submission, loop)
                .flatMap(readingsOf)
                .map(({ thing }) => thing),
            ),
          ]
            .flatMap(changesOf)
            .filter(({ node: change }) => change.pos < loop.pos || change.end > loop.end);
    const looksFor = before(sought);
    const readsAfter = maySleep(submission, node) ? readAfter(submission, node, readingsOf) : [];
    const later = readsAfter.flatMap(changesOf).filter(({ isPlace }) => !isPlace);
    const served = [...before(later), ...later.flatMap((change) => tasksMadeIn(submission, change.node))];
    const made = readsAfter.flatMap((thing) => tasksBehind(submission, thing));
    if (looksFor.length > 0 || served.length > 0 || made.length > 0)
      found.set(node, { looksFor, readsAfter: [...new Set([...served, ...made])] });
  }
  return found;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function maySleep(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  if (!ts.isAwaitExpression(node) || !ts.isCallExpression(node.expression)) return false;
  return libraryName(submission, node.expression) === "sleep" || codeOf(submission, node.expression) !== null;
}

/** What its function reads after it, in a loop also what the next round reads. Who then waits for something in turn has not guessed when it comes. */
function readAfter(
  submission: CheckedSubmission,
  node: ts.Node,
  readingsOf: (code: ts.Node) => readonly Reading[],
): readonly Thing[] {
  const { ts } = submission;
  const loop = loopsAround(ts, node).at(-1);
  const isAfter = ({ at }: Reading): boolean =>
    !isWithin(at, node) && (at.pos >= node.end || (loop !== undefined && isWithin(at, loop)));
  const around = functionAround(ts, node);
  const things = readingsOf(around).filter((reading) => isAfter(reading) && !isWaitedFor(submission, reading.node));
  return [...new Set(things.map(({ thing }) => thing))];
}

/** By an await of its own, or as what a library function waits for: what is handed to a function of the submission is only read. */
function isWaitedFor(submission: CheckedSubmission, at: ts.Node): boolean {
  const { ts } = submission;
  for (let node = at; !ts.isStatement(node) && !ts.isFunctionLike(node); node = node.parent) {
    if (ts.isAwaitExpression(node)) return true;
    const { parent } = node;
    if (ts.isCallExpression(parent) && node !== parent.expression && codeOf(submission, parent) !== null) return false;
  }
  return false;
}

function tasksBehind(submission: CheckedSubmission, thing: Thing): readonly ts.Node[] {
  const { ts } = submission;
  const made = typeof thing === "string" ? undefined : thing.valueDeclaration;
  const isValue = made !== undefined && (ts.isVariableDeclaration(made) || ts.isPropertyDeclaration(made));
  return isValue && made.initializer !== undefined ? tasksMadeIn(submission, made.initializer) : [];
}

/** An event that somebody hands to it whose call is not seen: it may be any. */
function isEventOfCaller({ ts, checker }: CheckedSubmission, thing: Thing): boolean {
  const declaration = typeof thing === "string" ? undefined : thing.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    checker.getTypeAtLocation(declaration).getProperty("isSet") !== undefined
  );
}

function anyEvent(submission: CheckedSubmission, changes: ReadonlyMap<Thing, readonly Change[]>): readonly Change[] {
  const isSet = ({ node }: Change) => submission.ts.isCallExpression(node) && libraryName(submission, node) === "set";
  return [...new Set([...changes.values()].flat())].filter(isSet);
}

/** What decides that a loop goes on no more. */
function endsFor({ ts }: CheckedSubmission, loop: Loop): ts.Node[] {
  const found: ts.Node[] = [];
  if (ts.isWhileStatement(loop) || ts.isDoStatement(loop)) found.push(loop.expression);
  if (ts.isForStatement(loop) && loop.condition !== undefined) found.push(loop.condition);
  forEachOwn(ts, loop.statement, (node) => {
    if (!ts.isIfStatement(node)) return;
    forEachOwn(ts, node.thenStatement, (inner) => {
      if (ts.isBreakStatement(inner) || ts.isReturnStatement(inner)) found.push(node.expression);
    });
  });
  return found;
}
