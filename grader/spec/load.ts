import type { z } from "zod";
import { disagreements, disagreementsInReplies, isQuiz, quizDisagreements } from "./agreement.ts";
import { buildExercise, buildQuiz } from "./build.ts";
import type { Exercise, ExerciseError } from "./exercise.ts";
import { type SharedFiles, sharedFilesOf } from "./fixtures.ts";
import { mistakesOf } from "./issues.ts";
import { inOrder, mistake } from "./mistake.ts";
import {
  type AuthoredHttp,
  exercise as exerciseSchema,
  hiddenScenarios,
  http as httpSchema,
  quiz as quizSchema,
} from "./schema.ts";
import { decodeText } from "./text.ts";
import { type Node, plain } from "./tree.ts";
import { readYaml } from "./yaml.ts";

/** A file as it was read, and its path as it is shown. */
export interface SourceFile {
  readonly display: string;
  readonly text: string | Uint8Array;
}

export interface ExerciseSource extends SourceFile {
  /** Path of exercise.yaml; the folder it lies in is the exercise's id. */
  readonly file: string;
  /** The list of hidden scenarios that is kept beside the solution. */
  readonly hidden?: SourceFile | null;
  /** Left out: there are none. */
  readonly shared?: SharedFiles;
}

/** The exercise, or every mistake in its files: in the order of the files and of their lines. */
export type LoadResult = {
  /** Texts of the files by the path shown, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
} & (
  | { readonly exercise: Exercise; readonly errors: readonly [] }
  | { readonly exercise: null; readonly errors: readonly ExerciseError[] }
);

const noneShared: SharedFiles = { read: () => null, names: () => [] };

export function loadExercise({ file, display, text, hidden = null, shared = noneShared }: ExerciseSource): LoadResult {
  const sources = new Map<string, string>();
  const main = readTree({ display, text }, sources);
  const other = hidden ? readTree(hidden, sources) : null;
  const accepted = (exercise: Exercise): LoadResult => ({ exercise, errors: [], sources });
  const refused = (...errors: readonly (readonly ExerciseError[])[]): LoadResult => {
    const all = [main.errors, other?.errors ?? [], ...errors].flat();
    return { exercise: null, errors: inOrder(all, [...sources.keys()]), sources };
  };
  if (!main.root) return refused();
  const clean = main.errors.length === 0 && (other?.errors ?? []).length === 0;
  const id = file.split(/[\\/]/).at(-2) ?? "";

  if (isQuiz(main.root)) {
    const quiz = validated(quizSchema, main.root);
    const more = [...quizDisagreements(main.root), ...(hidden ? [hiddenInQuiz(hidden.display)] : [])];
    if (!quiz.data || !clean || more.length > 0) return refused(quiz.errors, more);
    return accepted(buildQuiz(quiz.data, { id, file: display, root: main.root }));
  }
  const hiddenRoot = other?.root ?? null;
  const authored = validated(exerciseSchema, main.root);
  const scenarios = hiddenRoot ? validated(hiddenScenarios, hiddenRoot) : { data: [], errors: [] };
  const fixtures = readFixtures(main.root, shared, sources);
  const more = [...disagreements(main.root, hiddenRoot), ...fixtures.errors];
  if (!authored.data || !scenarios.data || !clean || more.length > 0) {
    return refused(authored.errors, scenarios.errors, more);
  }
  const places = { id, file: display, root: main.root, hiddenRoot, fixtures: fixtures.data };
  return accepted(buildExercise(authored.data, scenarios.data, places));
}

/** The files of replies that the exercise names, and what is wrong with them. */
function readFixtures(
  root: Node,
  shared: SharedFiles,
  sources: Map<string, string>,
): { readonly data: readonly AuthoredHttp[]; readonly errors: readonly ExerciseError[] } {
  const { files, errors } = sharedFilesOf(root, shared);
  const data: AuthoredHttp[] = [];
  const all = [...errors];
  for (const file of files) {
    const tree = readTree(file, sources);
    all.push(...tree.errors);
    if (!tree.root) continue;
    const replies = validated(httpSchema, tree.root);
    if (replies.data) data.push(replies.data);
    all.push(...replies.errors, ...disagreementsInReplies(tree.root));
  }
  return { data, errors: all };
}

function readTree(
  file: SourceFile,
  sources: Map<string, string>,
): { root: Node | null; errors: readonly ExerciseError[] } {
  const decoded = decodeText(file.display, file.text);
  if ("errors" in decoded) return { root: null, errors: decoded.errors };
  sources.set(file.display, decoded.text);
  return readYaml(file.display, decoded.text);
}

/** The data in its checked form, or null and what is wrong with it. */
function validated<S extends z.ZodType>(schema: S, root: Node): { data: z.output<S> | null; errors: ExerciseError[] } {
  const result = schema.safeParse(plain(root));
  return result.success
    ? { data: result.data, errors: [] }
    : { data: null, errors: mistakesOf(result.error.issues, root) };
}

function hiddenInQuiz(display: string): ExerciseError {
  return mistake(
    { file: display, line: 1, column: 1 },
    {
      code: "conflict",
      message: "a quiz has no scenarios, so it has no hidden ones",
      found: "a file of hidden scenarios",
      expected: "no such file",
    },
  );
}
