import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { CompilerProcess } from "../compile/index.ts";
import { escapeTerminal, resultJson, wrap } from "../report/index.ts";
import { redactHidden } from "../score/index.ts";
import { CallError } from "./call-error.ts";
import { openCourse } from "./course.ts";
import { ExitStatus } from "./exit-status.ts";
import { gradeAll } from "./grade.ts";
import { faultsOf } from "./graded.ts";
import { loadExercises } from "./load-exercises.ts";
import { readResult } from "./not-read.ts";
import type { Terminal } from "./terminal.ts";

const Result = z.looseObject({
  exercise: z.string(),
  submission: z.string(),
  scenarios: z.array(z.looseObject({ hidden: z.boolean() })),
});
const File = z.object({ version: z.literal(1), results: z.array(Result).optional() });
type Result = z.infer<typeof Result>;

/** In this order: the first that differs is the cause of what differs after it. */
const causes: readonly (readonly [key: string, words: string])[] = [
  ["graderVersion", "it was graded by another version of chronograde"],
  ["exerciseHash", "the exercise, its hidden scenarios or its solution changed"],
  ["submissionHash", "the submission changed"],
  ["status", "the status is different"],
  ["score", "the score is different"],
  ["traceHash", "something different happened while it ran"],
];
/** What differs from machine to machine, and not from grade to grade. */
const surroundings = new Set(["isolationLayers"]);

/**
 * Grades again what a JSON result says, without a cache, and compares.
 *
 * @throws CallError when the file is no result, or names what this course does not have
 */
export async function verifyCommand(
  file: string,
  options: { readonly course: string },
  terminal: Terminal,
  compiler: CompilerProcess,
): Promise<ExitStatus> {
  const results = readResults(file);
  const course = openCourse(options.course);
  const loaded = loadExercises(course, [...new Set(results.map(({ exercise }) => exercise))]);
  const targets = results.map(({ exercise, submission }) => ({
    exercise,
    file: path.resolve(course.root, submission),
  }));
  const again = {
    ...options,
    exercise: null,
    reports: [],
    reveal: true,
    minScore: null,
    schedule: null,
    isolation: "process",
  } as const;
  const graded = await gradeAll(course, loaded, targets, again, terminal, compiler);
  const broken = [...loaded.errors, ...faultsOf(graded)][0];
  if (broken !== undefined) {
    throw new CallError(
      `The exercise can no longer grade: ${broken.file}:${broken.line}:${broken.column}: ${broken.message}`,
    );
  }
  let differing = 0;
  for (const [index, before] of results.entries()) {
    const grade = graded.grades[index]!;
    // A result that was made with --reveal shows what is in its hidden scenarios.
    const revealed = before.scenarios.some((scenario) => scenario.hidden && "value" in scenario);
    const now = resultJson(revealed ? grade : redactHidden(grade), graded.isolation);
    const found = difference(before, JSON.parse(JSON.stringify(now)) as Result);
    const name = escapeTerminal(`${before.exercise}: ${before.submission}`);
    const line = found === null ? `✓ ${name}: the same` : `✗ ${name}: ${found}`;
    terminal.out(wrap(line, terminal.proseColumns - 2, 2).join("\n  "));
    if (found !== null) differing += 1;
  }
  terminal.out(differing === 0 ? `${results.length} verified.` : `${differing} of ${results.length} differ.`);
  return differing === 0 ? ExitStatus.passed : ExitStatus.belowPass;
}

function difference(before: Result, now: Result): string | null {
  for (const [key, words] of causes) {
    if (isDeepStrictEqual(before[key], now[key])) continue;
    const show = (value: unknown) => escapeTerminal(JSON.stringify(value) ?? "nothing");
    return `${words} (${show(before[key])} in the result, ${show(now[key])} now)`;
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((key) => !surroundings.has(key));
  const other = keys.find((key) => !isDeepStrictEqual(before[key], now[key]));
  return other === undefined ? null : `its "${escapeTerminal(other)}" is different`;
}

function readResults(file: string): Result[] {
  const read = File.safeParse(jsonOf(readResult(file)));
  if (read.success && (read.data.results ?? []).length > 0) return read.data.results!;
  throw new CallError(`"${file}" is not a result. Make one with: npx chronograde grade --format json=FILE.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
