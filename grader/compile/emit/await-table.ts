import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { isEntry } from "../loops/awaits-in-loops.ts";
import { functionAround } from "../loops/loop.ts";
import { declaredBy, filledBy, namesIn, rootName, type Name } from "../loops/names.ts";
import { takingsOf } from "../loops/takings.ts";
import { awaitsIn, isAsync, isForAwait, isWaiting } from "../loops/waiting.ts";
import { libraryName } from "../loops/work.ts";
import { appendsIn } from "./list-appends.ts";
import { heldBy } from "./held-things.ts";
import { looksAt } from "./looked-for.ts";
import { isEndless, timerBefore } from "./own-limits.ts";
import { staleReads } from "./stale-reads.ts";
import { spanOf } from "../place.ts";
import type { AwaitInLoop } from "../program.ts";
import type { ProgramAwait } from "../program-awaits.ts";
import type { LoadedFile } from "../project.ts";
import type { TypeScript, ts } from "../typescript.ts";

/** A file with more awaits than this is no learner's: each of them is followed through the whole file. */
const mostAwaits = 300;

/** Of what a name or an await reads: other names, and awaits that stand in it. */
interface Reads {
  readonly names: ReadonlySet<Name>;
  readonly awaits: readonly ts.Node[];
}

/**
 * What each await of a file cannot do without: the awaits whose values it reads, by way of variables, lists that were filled and conditions around it.
 * What goes through fields and other objects, and what only has to come later, is not seen: no entry is no promise.
 */
export function awaitTable(
  submission: CheckedSubmission,
  loaded: LoadedFile,
  inLoops: readonly AwaitInLoop[],
): ProgramAwait[] {
  const { ts } = submission;
  const awaits = awaitsIn(submission.ts, loaded.source);
  if (awaits.length > mostAwaits) return [];
  const given = givenIn(submission, loaded.source);
  const stale = staleReads(submission, loaded.source, awaits);
  const appends = appendsIn(submission, loaded.source);
  const looks = looksAt(submission, loaded.source, awaits);
  return awaits.flatMap((node) => {
    const needs = neededBy(submission, node, given);
    const generator = generatorAround(submission, node);
    const puts = isPut(submission, node);
    const limited = isLimited(submission, node);
    const until = isUntil(submission, node);
    const place = (other: ts.Node): Position => placeOf(spanOf(ts, loaded, placed(ts, other)));
    const at = place(node);
    const awaited = awaitedIn(ts, node);
    const apart = inLoops.some(({ kind, await: each, loop }) =>
      kind === "reduce" ? isAt(loop, place(awaited)) : isAt(each, at),
    );
    const takings = takingsOf(submission, node, awaited, isEntry(submission, functionAround(ts, node)));
    const appended = appends.get(node) ?? [];
    const outdated = stale.find((each) => each.awaits.includes(node))?.name ?? null;
    const isPlain =
      needs.size === 0 && generator === null && takings === null && appended.length === 0 && outdated === null;
    const look = looks.get(node);
    const timer = timerBefore(submission, node);
    const endless = isEndless(submission, node);
    const held = heldBy(submission, chained(ts, awaited) ?? awaited);
    const isFree = isPlain && !puts && !apart && !limited && !until && held === null;
    if (isFree && look === undefined && timer === null && !endless) return [];
    const known: ProgramAwait = {
      at,
      needs: [...needs].map(place),
      together: needs.size === 0 ? null : togetherNeeds(submission, node, given, place),
      generator: generator && place(generator),
      puts,
      apart,
      limited,
      until,
      takes: takings?.from ?? null,
      changedLate: takings?.late ? place(takings.late) : null,
      appended: appended.map(({ node: append, ...list }) => ({ at: place(append), ...list })),
      looksFor: (look?.looksFor ?? []).map(place),
      readsAfter: (look?.readsAfter ?? []).map(place),
      outdated,
      timer: timer && place(timer),
      endless,
      held: held && { ...held, made: held.made && place(held.made) },
    };
    const inner = chained(ts, awaited);
    return inner === null ? [known] : [known, { ...known, at: place(inner) }];
  });
}

/** What `then` and the like are called on: that is what waits, and the await only waits for its end. */
function chained(ts: TypeScript, awaited: ts.Node): ts.Node | null {
  let inner = awaited;
  while (
    ts.isCallExpression(inner) &&
    ts.isPropertyAccessExpression(inner.expression) &&
    ["then", "catch", "finally"].includes(inner.expression.name.text)
  ) {
    inner = inner.expression.expression;
  }
  return inner === awaited ? null : inner;
}

function awaitedIn(ts: TypeScript, node: ts.Node): ts.Node {
  return ts.isForOfStatement(node) || isWaiting(ts, node) ? node.expression : node;
}

/** The node whose place stands for an await. */
function placed(ts: TypeScript, node: ts.Node): ts.Node {
  return isForAwait(ts, node) ? node.expression : node;
}

function placeOf({ file, line, column }: Position): Position {
  return { file, line, column };
}

function isAssignment(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Where the values of each name come from. */
function givenIn(submission: CheckedSubmission, source: ts.SourceFile): ReadonlyMap<Name, Reads[]> {
  const { ts } = submission;
  const given = new Map<Name, Reads[]>();
  const give = (names: readonly (Name | undefined)[], from: readonly ts.Node[]): void => {
    const reads = from.map((each) => readsOf(submission, each));
    for (const name of names) {
      if (name === undefined || name === "this") continue;
      const known = given.get(name);
      if (known === undefined) given.set(name, [...reads]);
      else known.push(...reads);
    }
  };
  const visit = (node: ts.Node): void => {
    const filled = filledBy(submission, node);
    if (filled !== null && ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      give([rootName(submission, node.expression.expression)], filled);
    } else if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      give(declaredBy(submission, node.name), [node.initializer]);
    } else if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      const names = node.initializer.declarations.flatMap(({ name }) => declaredBy(submission, name));
      give(names, [node.expression]);
      if (node.awaitModifier !== undefined) {
        for (const name of names) given.get(name)?.push({ names: new Set(), awaits: [node] });
      }
    } else if (ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind)) {
      give(assignedBy(submission, node.left), [node.right]);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return given;
}

function assignedBy(submission: CheckedSubmission, left: ts.Expression): (Name | undefined)[] {
  const { ts } = submission;
  const isPattern = ts.isObjectLiteralExpression(left) || ts.isArrayLiteralExpression(left);
  return isPattern ? [...namesIn(submission, left)] : [rootName(submission, left)];
}

function readsOf(submission: CheckedSubmission, code: ts.Node): Reads {
  return { names: namesIn(submission, code), awaits: awaitsIn(submission.ts, code, true) };
}

function neededBy(
  submission: CheckedSubmission,
  node: ts.Node,
  given: ReadonlyMap<Name, readonly Reads[]>,
): ReadonlySet<ts.Node> {
  const own = awaitedIn(submission.ts, node);
  const conditions = conditionsAround(submission, node);
  return followed(
    [own, ...conditions].map((code) => readsOf(submission, code)),
    given,
  );
}

const together = new Set(["gather", "all", "allSettled"]);

function togetherNeeds(
  submission: CheckedSubmission,
  node: ts.Node,
  given: ReadonlyMap<Name, readonly Reads[]>,
  place: (node: ts.Node) => Position,
): Position[][] | null {
  const { ts } = submission;
  const call = awaitedIn(ts, node);
  if (!ts.isCallExpression(call) || !together.has(libraryName(submission, call) ?? "")) return null;
  const [first] = call.arguments;
  const things = first !== undefined && ts.isArrayLiteralExpression(first) ? first.elements : call.arguments;
  if (things.length < 2 || !things.every((thing) => ts.isCallExpression(thing))) return null;
  const conditions = conditionsAround(submission, node);
  return things.map((thing) => {
    const reads = [thing, ...conditions].map((code) => readsOf(submission, code));
    return [...followed(reads, given)].map(place);
  });
}

/** The awaits whose values these read, by way of whatever names. */
function followed(reads: readonly Reads[], given: ReadonlyMap<Name, readonly Reads[]>): ReadonlySet<ts.Node> {
  const needed = new Set<ts.Node>();
  const seen = new Set<Name>();
  const follow = ({ names, awaits }: Reads): void => {
    for (const each of awaits) needed.add(each);
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const reads of given.get(name) ?? []) follow(reads);
    }
  };
  for (const each of reads) follow(each);
  return needed;
}

/** What decides within the function whether the await is come to at all: conditions, and what a `catch` answers to. */
function conditionsAround({ ts }: CheckedSubmission, node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  for (let inner = node; inner.parent !== undefined && !ts.isFunctionLike(inner); inner = inner.parent) {
    const { parent } = inner;
    if (ts.isIfStatement(parent) && inner !== parent.expression) found.push(parent.expression);
    if (ts.isConditionalExpression(parent) && inner !== parent.condition) found.push(parent.condition);
    if (ts.isSwitchStatement(parent) && inner !== parent.expression) found.push(parent.expression);
    if (ts.isTryStatement(parent) && inner === parent.catchClause) found.push(parent.tryBlock);
  }
  return found;
}

function isAt(each: Position, at: Position): boolean {
  return each.line === at.line && each.column === at.column && each.file === at.file;
}

/** Library functions that end when a time is up, with how many arguments. */
const limiting: ReadonlyMap<string | null, number> = new Map([
  ["timeout", 2],
  ["timeoutAt", 2],
  ["waitFor", 2],
  ["wait", 2],
]);

function isLimited(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  if (!ts.isAwaitExpression(node) || !ts.isCallExpression(node.expression)) return false;
  const least = limiting.get(libraryName(submission, node.expression));
  return least !== undefined && node.expression.arguments.length >= least;
}

/** Methods that read the clock: of a loop, of `Date` and of `performance`. */
const clocks = new Set(["time", "now"]);

function isUntil(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  if (!ts.isAwaitExpression(node) || !ts.isCallExpression(node.expression)) return false;
  if (libraryName(submission, node.expression) !== "sleep") return false;
  const readsClock = (code: ts.Node): boolean =>
    (ts.isCallExpression(code) &&
      ts.isPropertyAccessExpression(code.expression) &&
      clocks.has(code.expression.name.text)) ||
    (ts.forEachChild(code, readsClock) ?? false);
  return node.expression.arguments.slice(0, 1).some(readsClock);
}

function isPut({ ts }: CheckedSubmission, node: ts.Node): boolean {
  if (!ts.isAwaitExpression(node) || !ts.isCallExpression(node.expression)) return false;
  const { expression } = node.expression;
  return ts.isPropertyAccessExpression(expression) && ["put", "join"].includes(expression.name.text);
}

function generatorAround({ ts }: CheckedSubmission, node: ts.Node): ts.Node | null {
  const around = ts.findAncestor(node, ts.isFunctionLike);
  const isGenerator =
    around !== undefined && "asteriskToken" in around && around.asteriskToken !== undefined && isAsync(ts, around);
  return isGenerator ? around : null;
}
