import path from "node:path";
import type { Compilation, CompileRequest, Compiler, Diagnostic, SubmissionFile } from "../compile/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { CodeExercise, ExerciseError, Harness } from "../spec/index.ts";
import { displayPath, exerciseFolder, type Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import { readRegular } from "./read-regular.ts";

/**
 * Compiles a submission, or a solution, as an exercise asks for.
 *
 * @param files what was handed in; the exercise's own files are none of it, wherever they lie
 * @throws ExerciseFault when the harness is not there, or wrong
 */
export async function compileFor(
  { course, compiler }: { readonly course: Course; readonly compiler: Compiler },
  exercise: CodeExercise,
  files: readonly SubmissionFile[],
  entryFile: string,
  how: Pick<CompileRequest, "unchecked"> = {},
): Promise<Compilation> {
  const { entry, imports, rules, harness, checks } = exercise;
  const own = new Set([harness?.file, checks?.file]);
  const compiled = await compiler.compile({
    files: files.filter((file) => !own.has(file.path)),
    entryFile,
    entry,
    imports,
    rules,
    ...how,
    ...(harness === null
      ? {}
      : { harness: { file: readHarness(course, exercise, harness), needsEntry: harness.needsEntry } }),
  });
  if (compiled.harnessErrors.length > 0) throw new ExerciseFault(compiled.harnessErrors.map(asExerciseError));
  return compiled;
}

function readHarness(course: Course, exercise: CodeExercise, { file, at }: Harness): SubmissionFile {
  const absolute = path.join(exerciseFolder(course, exercise.id), file);
  try {
    return { path: file, display: displayPath(course, absolute), text: readRegular(absolute).toString("utf8") };
  } catch (error) {
    throw new ExerciseFault([
      {
        file: at.file,
        line: at.line,
        column: at.column,
        code: "harness",
        message: `the harness cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
        found: `\`${file}\``,
        expected: `the file ${displayPath(course, absolute)}`,
        suggestion: null,
      },
    ]);
  }
}

function asExerciseError({ file, line, column, message, hint }: Diagnostic): ExerciseError {
  return {
    file,
    line,
    column,
    code: "harness",
    message: `the harness is wrong: ${message}`,
    found: null,
    expected: hint,
    suggestion: null,
  };
}

/** @throws ExerciseFault when the harness itself failed, before anything of the submission was loaded */
export function requireHarness(exercise: CodeExercise, { outcome }: Run): void {
  if (outcome.kind !== "stopped" || outcome.reason.code !== "harness" || exercise.harness === null) return;
  const { file, line, column } = exercise.harness.at;
  throw new ExerciseFault([
    {
      file,
      line,
      column,
      code: "harness",
      message: outcome.reason.message,
      found: null,
      expected: "a harness that does nothing before it is called",
      suggestion: null,
    },
  ]);
}
