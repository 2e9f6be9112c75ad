import { type Mutant, mutantKinds, mutantsOf, type SubmissionFile } from "../../compile/index.ts";
import type { Grade } from "../../score/index.ts";
import type { ArgumentValue, Category, CodeExercise } from "../../spec/index.ts";
import { type Json, snapshotToJson } from "../../values/index.ts";
import { gradeFiles } from "../grade-submission.ts";
import type { Workshop } from "../workshop.ts";
import { type Problem, problem } from "./problem.ts";
import { tellingCheck } from "./telling.ts";

/** Does not compile: nobody can hand that in, and it proves nothing. */
const STILLBORN = new Set(["syntax", "types", "entry"]);

/** Of each side of a difference. */
const MOST_LINES = 5;

export interface Trials {
  /** Those that compile. */
  readonly tried: number;
  readonly caught: number;
  /** Named by the exercise as no mistakes. */
  readonly accepted: number;
  readonly problems: readonly Problem[];
  readonly grades: readonly Grade[];
}

export interface Solved {
  readonly exercise: CodeExercise;
  readonly files: readonly SubmissionFile[];
  /** `path` of the entry file. */
  readonly entry: string;
  readonly grade: Grade;
}

interface Tried {
  readonly mutant: Mutant;
  readonly file: SubmissionFile;
  readonly grade: Grade;
}

/** Grades all wrong variants of a solution, several at a time: as many as there are benches. */
export async function tryMutants(
  benches: readonly Workshop[],
  solved: Solved,
  progress: (done: number, total: number) => void,
): Promise<Trials> {
  const waiting = await allMutants(solved);
  const total = waiting.length;
  const results: (Tried | undefined)[] = Array.from({ length: total });
  let next = 0;
  let done = 0;
  const work = async (bench: Workshop): Promise<void> => {
    for (let i = next++; i < total; i = next++) {
      const { mutant, file } = waiting[i]!;
      results[i] = { mutant, file, grade: await tryOne(bench, solved, mutant, file) };
      done += 1;
      progress(done, total);
    }
  };
  await Promise.all(benches.map(work));
  return judged(solved, results as Tried[]);
}

async function allMutants({
  exercise,
  files,
  entry,
  grade,
}: Solved): Promise<{ mutant: Mutant; file: SubmissionFile }[]> {
  const hasHidden = exercise.scenarios.some(({ hidden }) => hidden);
  const answers = exercise.scenarios.flatMap((scenario, i) => {
    const seen = grade.scenarios[i];
    // Without a hidden scenario whoever copies answers gets through: that hole is told once, by its own name.
    if (!hasHidden || scenario.hidden || seen === undefined || seen.error !== null) return [];
    const value = snapshotToJson(seen.value);
    const lines = seen.output.filter(({ stream }) => stream === "stdout").flatMap(({ text }) => text.split("\n"));
    return [
      { args: JSON.stringify(scenario.args.map(plain)), value: value === null ? null : JSON.stringify(value), lines },
    ];
  });
  const all: { mutant: Mutant; file: SubmissionFile }[] = [];
  for (const file of files) {
    const placesOnly = file.path !== entry;
    for (const mutant of await mutantsOf({ text: file.text, entry: exercise.entry, answers, placesOnly })) {
      const name = placesOnly ? `${mutant.name} in ${file.path}` : mutant.name;
      all.push({ mutant: { ...mutant, name }, file });
    }
  }
  return all;
}

/** As written first, which is quick and enough for most; under the other schedules only who has survived that. */
async function tryOne(bench: Workshop, solved: Solved, mutant: Mutant, file: SubmissionFile): Promise<Grade> {
  const { exercise, entry } = solved;
  const files = solved.files.map((each) => (each === file ? { ...file, text: mutant.text } : each));
  const handed = { submission: file.display, entry, files };
  const grade = await gradeFiles(bench, exercise, { ...handed, schedule: 0 });
  const survives = grade.reason === null && isMistake(mutant) && !losesIn(grade, attacked(mutant, exercise));
  return survives && exercise.explore !== null ? gradeFiles(bench, exercise, { ...handed, schedule: null }) : grade;
}

function judged(solved: Solved, all: readonly Tried[]): Trials {
  const accepted = new Set(solved.exercise.accept.map(([name]) => name));
  const alive = all.filter(({ grade }) => grade.reason === null || !STILLBORN.has(grade.reason.code));
  const born = alive.filter(({ mutant }) => isMistake(mutant));
  const survivors = born.filter(
    ({ mutant, grade }) => grade.reason === null && !losesIn(grade, attacked(mutant, solved.exercise)),
  );
  const mistakes = survivors.filter(({ mutant }) => !accepted.has(mutant.name));
  return {
    tried: born.length,
    caught: born.length - survivors.length,
    accepted: survivors.length - mistakes.length,
    // Those that are accepted are told, too: whoever collects findings strikes them out, and so finds reasons that excuse nothing.
    problems: survivors.map((tried) => survivor(solved, tried)),
    grades: alive.map(({ grade }) => grade),
  };
}

/** One that has to be caught; the others only show which checks can fail. */
function isMistake({ kind }: Mutant): boolean {
  return mutantKinds[kind].length > 0;
}

function attacked({ kind }: Mutant, exercise: CodeExercise): readonly Category[] {
  const ofKind: readonly Category[] = mutantKinds[kind];
  // A harness may count what goes on at once itself, and return the number.
  const wanted = exercise.harness === null || ofKind.includes("returns") ? ofKind : [...ofKind, "returns" as const];
  const scored = (Object.keys(exercise.points) as Category[]).filter((category) => exercise.points[category]!.n > 0);
  const both = wanted.filter((category) => scored.includes(category));
  return both.length > 0 ? both : scored;
}

function losesIn(grade: Grade, categories: readonly Category[]): boolean {
  return grade.categories.some(
    ({ category, score, maxScore }) =>
      categories.some((each) => each === category) && score.n * maxScore.d < maxScore.n * score.d,
  );
}

function survivor({ exercise, grade: solution }: Solved, { mutant, file, grade }: Tried): Problem {
  const categories = attacked(mutant, exercise);
  const others = grade.categories
    .filter(({ category }) => losesIn(grade, [category as Category]))
    .map((each) => each.category);
  const telling =
    tellingCheck(solution, grade, categories) ?? (others.length === 0 ? tellingCheck(solution, grade, null) : null);
  const where = categories.join(" or ");
  const gets =
    others.length === 0 ? "gets full credit" : `loses points only in ${others.join(" and ")}, not in ${where}`;
  const hint =
    telling === null
      ? `As far as ${where} can tell, it does the same as the solution in every scenario. Write one in which it goes wrong.`
      : `A check in ${telling.category} would catch it.`;
  return problem(`A wrong variant ${gets}: ${mutant.what} (${mutant.name}).`, {
    name: mutant.name,
    at: { file: file.display, line: mutant.line, column: 1 },
    diff: [...short(mutant.before).map((line) => `- ${line}`), ...short(mutant.after).map((line) => `+ ${line}`)],
    hint,
    add: telling === null ? null : { scenario: telling.scenario, yaml: telling.yaml },
  });
}

function short(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), "…"];
}

/** As `JSON.stringify` in the guest sees it. */
function plain(value: ArgumentValue): Json {
  if (value === null || typeof value !== "object") return value;
  if (value.t === "number") return null;
  if (value.t === "list") return value.v.map(plain);
  return Object.fromEntries(value.v.map(([key, item]) => [key, plain(item)]));
}
