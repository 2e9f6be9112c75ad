import type { SubmissionFile } from "../program.ts";
import { spanAt } from "../place.ts";
import { loadTsMorph, type ts, type TypeScript } from "../typescript.ts";
import type { Change } from "./change.ts";
import { awaits } from "./awaited.ts";
import { boundaryOf } from "./boundary.ts";
import { counterparts } from "./counterparts.ts";
import { joined, linksOf } from "./joined.ts";
import { functionIn, isCoroutine, matched } from "./matched.ts";
import { withMoves } from "./moved.ts";
import { Names } from "./names.ts";
import { bodyChange, changesBetween, listChanges, statementChanges } from "./narrowed.ts";
import { runReplaced } from "./replaced.ts";
import { needed, unfrozen } from "./needed.ts";
import type { Piece, Repair } from "./repair.ts";
import { type Declared, type Scoped, scopedOf } from "./scopes.ts";
import { isAsync } from "./tree.ts";

/** More are not tried. */
const MOST_REPAIRS = 12;

/** With more places, the programs have little in common. */
const MOST_CHANGES = 60;

/** A change that puts in more than this much of a program says nothing of where the mistake is; */
const MOST_OF_A_PROGRAM = 0.55;

/** so many characters are never too much. */
const FEW_CHARACTERS = 250;

/** Longer files are not compared. */
const MOST_NODES = 3000;

/** With less in common, the submission is a program of its own. */
const LEAST_COUNTERPARTS = 0.5;

interface FilePair {
  readonly submission: SubmissionFile;
  readonly here: Scoped;
  readonly there: Scoped;
}

/** The places in which a submission differs from a solution, each as a change that does there what the solution does. In the order of the text. */
export async function repairsFrom(
  submission: readonly SubmissionFile[],
  solution: readonly SubmissionFile[],
): Promise<readonly Repair[]> {
  const { ts } = await loadTsMorph();
  try {
    return repairsBetween(ts, submission, solution);
  } catch {
    // Too deep for the parser, say: what cannot be compared has nothing in common.
    return [];
  }
}

function repairsBetween(
  ts: TypeScript,
  submission: readonly SubmissionFile[],
  solution: readonly SubmissionFile[],
): readonly Repair[] {
  const pairs = pairsOf(ts, submission, solution);
  if (pairs === null) return [];
  const names = new Names(
    ts,
    pairs.map(({ here }) => here),
    pairs.map(({ there }) => there),
  );
  const repairs = pairs.flatMap((pair) => repairsOf(ts, names, pair));
  return repairs.filter((repair) => isOfAPlace(repair, submission)).slice(0, MOST_REPAIRS);
}

function pairsOf(
  ts: TypeScript,
  submission: readonly SubmissionFile[],
  solution: readonly SubmissionFile[],
): FilePair[] | null {
  const pairs: FilePair[] = [];
  for (const [i, file] of submission.entries()) {
    const other = solution.find(({ path }) => path === file.path) ?? (i === 0 ? solution[0] : undefined);
    if (other === undefined) continue;
    const [here, there] = [parsed(ts, other), parsed(ts, file)];
    if (here === null || there === null) return null;
    pairs.push({ submission: file, here: scopedOf(ts, here), there: scopedOf(ts, there) });
  }
  return pairs;
}

function parsed(ts: TypeScript, { path, text }: SubmissionFile): ts.SourceFile | null {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const mistakes: unknown = Reflect.get(source, "parseDiagnostics");
  if (Array.isArray(mistakes) && mistakes.length > 0) return null;
  return sizeOf(ts, source) > MOST_NODES ? null : source;
}

function sizeOf(ts: TypeScript, node: ts.Node): number {
  let size = 1;
  ts.forEachChild(node, (child) => {
    size += sizeOf(ts, child);
  });
  return size;
}

function repairsOf(ts: TypeScript, names: Names, { submission, here, there }: FilePair): Repair[] {
  const top = matched(ts, names, here, there);
  const { source } = there;
  const groups = top.pairs.map((pair) => ({ pair, own: declarationChanges(ts, names, pair) }));
  const start = source.statements.findLast((each) => ts.isImportDeclaration(each));
  const near = start ?? source.statements[0] ?? source;
  const found = [
    ...groups.flatMap(({ own }) => own),
    ...statementChanges(ts, names, top.solution, top.submission, { at: start?.getEnd() ?? 0, near }),
  ].filter((each) => !isMereConstant(ts, each));
  if (found.length > MOST_CHANGES) return [];
  const changes = withMoves(ts, names, found);
  if (counterparts(ts, names, source, changes, top.alone) < LEAST_COUNTERPARTS) return [];
  const repairOf = (all: readonly Change[], needs: ReadonlySet<Declared>, shown = all): Repair | null => {
    const more = needed(ts, names, needs, source);
    if (more === null) return null;
    const together = {
      solution: all.flatMap((each) => each.solution),
      submission: all.flatMap((each) => each.submission),
    };
    const telling = mostTelling(withoutDeclared(ts, shown));
    // In several functions at once: the one that says most.
    const near = withoutDeclared(ts, shown)
      .filter((each) => topOf(source, each) === topOf(source, telling))
      .map((each) => each.shown);
    const [from, to] = [Math.min(...near.map(({ start: at }) => at)), Math.max(...near.map(({ end }) => end))];
    const edits = [
      ...all.flatMap((each) => each.edits((node) => names.render(node))),
      ...unfrozen(ts, names, together),
      ...more,
    ];
    const {
      shown: { start, end },
      about,
    } = boundaryOf(ts, names, {
      ...together,
      isMove: all.every((each) => each.about.kind === "order"),
      piece: telling.about.piece,
    }) ?? {
      shown: { start: from, end: to },
      about: isOfRounds(ts, shown) ? { kind: "other", piece: "loop" } : telling.about,
    };
    return { path: submission.path, edits, at: spanAt(ts, { file: submission, source }, start, end), about };
  };
  const joint = joined(ts, names, changes);
  const singles = joint
    .map((each) => repairOf(each.changes, each.needs))
    .filter((each) => each !== null)
    .toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  const whole = groups.flatMap(({ pair: [a, b], own }) => {
    const inside = joint.filter((each) => each.changes.some(({ shown }) => b.pos <= shown.start && shown.end <= b.end));
    if (inside.length < 2 && inside.every((each) => needed(ts, names, each.needs, source) !== null)) return [];
    const all = runReplaced(ts, names, [a], [b]);
    const repair = repairOf([all], linksOf(ts, names, all).needs, own);
    return repair === null ? [] : [repair];
  });
  return [...singles, ...whole];
}

/** A missing constant makes no difference but to what names it, and that brings it along. */
function isMereConstant(ts: TypeScript, { gap, solution, submission }: Change): boolean {
  const isMere = (node: ts.Node): boolean =>
    !ts.isCallExpression(node) &&
    !ts.isAwaitExpression(node) &&
    ts.forEachChild(node, (child) => (isMere(child) ? undefined : true)) !== true;
  return (
    gap !== null &&
    submission.length === 0 &&
    solution.every((each) => ts.isVariableStatement(each) && ts.isSourceFile(each.parent) && isMere(each))
  );
}

/** What is only made for another one of these changes could stand anywhere: that one tells where. */
function withoutDeclared(ts: TypeScript, changes: readonly Change[]): readonly Change[] {
  const others = changes.filter(
    ({ gap, solution, submission }) =>
      gap === null ||
      submission.length > 0 ||
      !solution.every((each) => ts.isVariableStatement(each) && !awaits(ts, each)),
  );
  return others.length > 0 ? others : changes;
}

/** The statement of a file that a change is in. */
function topOf(source: ts.SourceFile, { shown }: Change): ts.Statement | undefined {
  return source.statements.find(({ end }) => shown.start < end);
}

/** Of several pieces the one of which most can be said, or else the smallest. */
function mostTelling(changes: readonly Change[]): Change {
  const vague: readonly Piece[] = ["statement", "name", "argument", "call", "operator", "return"];
  const sizeOfChange = ({ shown }: Change) => shown.end - shown.start;
  const [smallest] = changes.toSorted((a, b) => sizeOfChange(a) - sizeOfChange(b));
  return changes.find(({ about }) => !vague.includes(about.piece)) ?? smallest!;
}

/** With other changes beside it, one of what a loop goes by is one of its rounds. */
function isOfRounds(ts: TypeScript, changes: readonly Change[]): boolean {
  return changes.length > 1 && changes.some(({ submission }) => submission.some((node) => isInHead(ts, node)));
}

function isInHead(ts: TypeScript, node: ts.Node): boolean {
  for (let at = node; !ts.isStatement(at) && !ts.isFunctionLike(at) && at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isIterationStatement(parent, false) && parent.statement !== at) return true;
  }
  return false;
}

function declarationChanges(ts: TypeScript, names: Names, [a, b]: readonly [ts.Statement, ts.Statement]): Change[] {
  const [one, other] = [functionIn(ts, a), functionIn(ts, b)];
  const isLike =
    a.kind !== b.kind &&
    one?.body !== undefined &&
    other?.body !== undefined &&
    isAsync(ts, one) === isAsync(ts, other) &&
    isCoroutine(ts, one.parent) === isCoroutine(ts, other.parent);
  if (!isLike) return changesBetween(ts, names, a, b);
  const parameters = listChanges(ts, names, one.parameters, other.parameters);
  if (parameters === null) return [runReplaced(ts, names, [a], [b])];
  return [...parameters, ...bodyChange(ts, names, one.body, other.body)];
}

function isOfAPlace({ edits }: Repair, submission: readonly SubmissionFile[]): boolean {
  const whole = submission.reduce((sum, { text }) => sum + sizeOfText(text), 0);
  const put = edits.reduce((sum, { text }) => sum + sizeOfText(text), 0);
  return put <= Math.max(FEW_CHARACTERS, MOST_OF_A_PROGRAM * whole);
}

function sizeOfText(text: string): number {
  return text.replace(/\s+/g, "").length;
}
