import type { Span } from "../../../values/index.ts";
import type { Edit } from "../../mutants/mutant.ts";
import type { SubmissionFile } from "../../program.ts";
import { refuseTooDeep, TooDeep } from "../../depth.ts";
import { countingWalks, TooMuchToRead } from "../../reading-budget.ts";
import { loadTsMorph, type ts, type TypeScript } from "../../typescript.ts";
import type { Repair } from "../repair.ts";
import { plainChoices } from "../plain/choices.ts";
import { plainConditions } from "../plain/conditions.ts";
import { plainCopied } from "../plain/copied.ts";
import { plainDrops } from "../plain/drops.ts";
import { plainHeld } from "../plain/held.ts";
import { plainLeftBehind } from "../plain/left-behind.ts";
import { plainLeftOn } from "../plain/left-on.ts";
import { plainLimits } from "../plain/limits.ts";
import { plainMoves } from "../plain/moves.ts";
import { plainNames } from "../plain/names.ts";
import { plainOptions } from "../plain/options.ts";
import { plainUnheard } from "../plain/unheard.ts";
import { plainWaits } from "../plain/waits.ts";
import { answerUsuals } from "./answers.ts";
import { choiceUsuals } from "./choices.ts";
import { errorUsuals } from "./errors.ts";
import { forgottenPauses } from "./forgotten-pauses.ts";
import { forgottenSignals } from "./forgotten-signals.ts";
import { forgottenTasks } from "./forgotten-tasks.ts";
import { forgottenValues } from "./forgotten-values.ts";
import { plainKinds, type UsualKind, usualKinds } from "./likelihood.ts";
import { limitUsuals } from "./limits.ts";
import { loopUsuals } from "./loops.ts";
import { lockUsuals } from "./locks.ts";
import { orderUsuals } from "./order.ts";
import { separatedIn } from "./separated.ts";
import { retryUsuals } from "./retries.ts";
import { signalUsuals } from "./signals.ts";
import { parsed, type Sketch, type UsualOperator } from "./sketch.ts";
import { taskUsuals } from "./tasks.ts";
import { extraUsuals } from "./extras.ts";
import { heldUsuals } from "./held.ts";
import { instantUsuals } from "./instants.ts";
import { nameUsuals } from "./names.ts";
import { patienceUsuals } from "./patience.ts";
import { placeUsuals } from "./places.ts";
import { staleUsuals } from "./stale.ts";
import { waitUsuals } from "./waits.ts";
import { numbersOf, otherWords, type Vocabulary, vocabularyOf } from "./words.ts";

/** A repair that needs no solution, and of which mistake it is. */
export interface UsualRepair extends Repair {
  readonly mistake: UsualKind;
}

/** A line of a submission, `file` as it is shown to people. */
export interface SuspectLine {
  readonly file: string;
  readonly line: number;
}

export interface UsualHints {
  readonly suspect?: readonly SuspectLine[];
  /** Simple changes that can be made anywhere, and no usual mistakes. */
  readonly isPlain?: boolean;
  /** A solution, of which only the words are read: the submission may be a program unlike it. */
  readonly vocabulary?: readonly SubmissionFile[];
}

/** More are not tried. */
export const MOST_USUAL_REPAIRS = 40;
const MOST_PLAIN_REPAIRS = 100;

/** Of one mistake, before the others have had their turn. */
const AT_A_TURN = 3;

/** Longer programs have more places than anybody could try. So many characters, all files. */
const LONGEST = 32 * 1024;

/** How many nodes may be looked at, each as often as it is. Of 10 KB of code that is a hundred thousand. */
const MOST_VISITS = 400_000;

/** What it costs to note a repair, in visits, and how many characters of new text cost one more. */
const VISITS_OF_A_REPAIR = 20;
const CHARACTERS = 4;

const usualOperators = [
  ...waitUsuals,
  ...taskUsuals,
  ...loopUsuals,
  ...orderUsuals,
  ...lockUsuals,
  ...signalUsuals,
  ...limitUsuals,
  ...retryUsuals,
  ...errorUsuals,
  ...choiceUsuals,
  ...answerUsuals,
  ...staleUsuals,
  ...placeUsuals,
  ...patienceUsuals,
  ...nameUsuals,
  ...instantUsuals,
  ...heldUsuals,
  ...extraUsuals,
  ...forgottenSignals,
  ...forgottenTasks,
  ...forgottenValues,
  ...forgottenPauses,
];

const plainOperators = [
  ...plainLeftOn,
  ...plainLeftBehind,
  ...plainUnheard,
  ...plainCopied,
  ...plainOptions,
  ...plainNames,
  ...plainHeld,
  ...plainWaits,
  ...plainConditions,
  ...plainLimits,
  ...plainChoices,
  ...plainMoves,
  ...plainDrops,
];

/**
 * What mends the mistakes that are made again and again, each alone and at one place: the likeliest first, those at the lines that are suspected before all
 * others. Made on the syntax tree; not all of them compile.
 */
export async function usualRepairs(
  files: readonly SubmissionFile[],
  { suspect = [], vocabulary = [], isPlain = false }: UsualHints = {},
): Promise<readonly UsualRepair[]> {
  const { ts } = await loadTsMorph();
  const found = foundIn(ts, files, vocabulary, isPlain);
  const kinds: readonly UsualKind[] = isPlain ? plainKinds : usualKinds;
  const turns = new Map<UsualKind, number>();
  const ranked = found.map((repair) => {
    const turn = turns.get(repair.mistake) ?? 0;
    turns.set(repair.mistake, turn + 1);
    const isSuspect = suspect.some(
      ({ file, line }) => file === repair.at.file && repair.at.line <= line && line <= repair.at.endLine,
    );
    return {
      repair,
      rank: [isSuspect ? 0 : 1, Math.floor(turn / AT_A_TURN), kinds.indexOf(repair.mistake)] as const,
    };
  });
  const sorted = ranked.toSorted(({ rank: a }, { rank: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return sorted.slice(0, isPlain ? MOST_PLAIN_REPAIRS : MOST_USUAL_REPAIRS).map(({ repair }) => repair);
}

/** None where there are more places than anybody could try. */
function foundIn(
  compiler: TypeScript,
  files: readonly SubmissionFile[],
  vocabulary: readonly SubmissionFile[],
  isPlain: boolean,
): readonly UsualRepair[] {
  if (files.reduce((sum, { text }) => sum + text.length, 0) > LONGEST) return [];
  // Operators look again at what is around a node, so that a long list of statements takes the square of its length.
  const { ts, spend } = countingWalks(compiler, MOST_VISITS);
  const known = vocabulary.filter(({ text }) => text.length <= LONGEST).map((file) => read(compiler, file));
  const words = vocabularyOf(
    compiler,
    known.filter((each) => each !== null),
  );
  try {
    return files.flatMap((file) => repairsOf(ts, spend, file, isPlain ? null : words));
  } catch (error) {
    if (error instanceof TooMuchToRead) return [];
    throw error;
  }
}

/** @param spend takes what a repair costs, in visits of nodes */
function repairsOf(
  ts: TypeScript,
  spend: (visits: number) => void,
  file: SubmissionFile,
  words: Vocabulary | null,
): readonly UsualRepair[] {
  const source = read(ts, file);
  if (source === null) return [];
  const all = parsed(ts, source, words === null ? [] : numbersOf(words, file.text));
  const operators: readonly UsualOperator[] = words === null ? plainOperators : usualOperators;
  const seen = new Set<string>();
  const repairs: UsualRepair[] = [];
  const look = (node: ts.Node): void => {
    for (const operator of operators) for (const each of operator(node, all)) note(each);
    ts.forEachChild(node, look);
  };
  const note = ({ kind, about, edits, at }: Sketch): void => {
    spend(edits.reduce((sum, { text }) => sum + text.length / CHARACTERS, VISITS_OF_A_REPAIR));
    const key = JSON.stringify(edits);
    if (seen.has(key) || !areApart(edits)) return;
    seen.add(key);
    repairs.push({
      path: file.path,
      edits: withImports(edits.map(separated), source),
      at: spanOf(at, source, file.display),
      about,
      mistake: kind,
    });
  };
  const separated = separatedIn(ts, source);
  if (words !== null) for (const each of otherWords(ts, source, words)) note(each);
  look(source);
  return repairs;
}

/** Null when it is nested too deep to be walked through. */
function read(ts: TypeScript, { path, text }: SubmissionFile): ts.SourceFile | null {
  try {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
    refuseTooDeep(ts, source);
    return source;
  } catch (error) {
    // The parser's own stack has an end, too.
    if (error instanceof TooDeep || error instanceof RangeError) return null;
    throw error;
  }
}

/** In a text that does not parse, a piece may lie within another one. */
function areApart(edits: readonly Edit[]): boolean {
  const sorted = edits.toSorted((a, b) => a.start - b.start);
  return sorted.every(({ start, end }, i) => start <= end && (i === 0 || sorted[i - 1]!.end <= start));
}

/** Under names that nobody has. */
function withImports(edits: readonly Edit[], source: ts.SourceFile): readonly Edit[] {
  const used = edits.map(({ text }) => text).join("\n");
  const names = [
    "createTask",
    "sleep",
    "wait",
    "timeout",
    "getRunningLoop",
    "gather",
    "asCompleted",
    "CancelledError",
    "Semaphore",
    "Queue",
    "PriorityQueue",
    "LifoQueue",
    "TimeoutError",
    "shield",
    "Task",
  ];
  const needed = names.filter((name) => new RegExp(`\\b${name}__`).test(used));
  if (needed.length === 0) return edits;
  const start = source.statements[0]?.getStart(source) ?? 0;
  return [
    {
      start,
      end: start,
      text: `import { ${needed.map((name) => `${name === "Task" ? "type " : ""}${name} as ${name}__`).join(", ")} } from "chronograde"; `,
    },
    ...edits,
  ];
}

function spanOf(node: ts.Node, source: ts.SourceFile, file: string): Span {
  const [from, to] = [node.getStart(source), node.getEnd()].map((at) => source.getLineAndCharacterOfPosition(at));
  return {
    file,
    line: from!.line + 1,
    column: from!.character + 1,
    endLine: to!.line + 1,
    endColumn: to!.character + 1,
  };
}
