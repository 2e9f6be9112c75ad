import path from "node:path";
import { openCourse } from "./commands/course.ts";
import { ExerciseFault } from "./commands/exercise-fault.ts";
import { gradeSubmission } from "./commands/grade-submission.ts";
import { closeWorkshop, openWorkshop } from "./commands/workshop.ts";
import { createCompiler, type Compiler } from "./compile/index.ts";
import { redactHidden, type Grade } from "./score/index.ts";
import { readExercise, type ExerciseError } from "./spec/index.ts";

export interface GradeRequest {
  /** Folder with `exercises/` and, for hidden scenarios, `solutions/`. */
  readonly course: string;
  /** Name of the exercise's folder. */
  readonly exercise: string;
  /** Entry files to grade; default: the exercise's own file in its folder. */
  readonly files?: readonly string[];
  /** Show hidden scenarios in full. Default: false. */
  readonly reveal?: boolean;
}

/** The exercise has a mistake, its file or its solution: nobody was graded. */
export class InvalidExerciseError extends Error {
  override readonly name = "InvalidExerciseError";
  readonly errors: readonly ExerciseError[];

  constructor(errors: readonly ExerciseError[]) {
    super(errors.map((each) => `${each.file}:${each.line}:${each.column}: ${each.message}`).join("\n"));
    this.errors = errors;
  }
}

/** Kept warm for whoever grades again. Its process keeps nobody alive, and ends with this one. */
let compiler: Compiler | null = null;

/**
 * Grades submissions of one exercise, in order.
 *
 * @throws InvalidExerciseError when the exercise file has mistakes, or its solution cannot be the reference that it asks for
 * @throws CallError when `course` is no course
 */
export async function grade(request: GradeRequest): Promise<Grade[]> {
  const course = openCourse(request.course);
  const { exercise, errors } = readExercise(course.root, request.exercise);
  if (exercise === null) throw new InvalidExerciseError(errors);
  compiler ??= createCompiler();
  const shop = openWorkshop(course, compiler);
  try {
    const grades: Grade[] = [];
    for (const file of request.files ?? [null]) {
      const graded = await gradeSubmission(shop, exercise, file === null ? null : path.resolve(file));
      grades.push(request.reveal === true ? graded : redactHidden(graded));
    }
    return grades;
  } catch (error) {
    throw error instanceof ExerciseFault ? new InvalidExerciseError(error.errors) : error;
  } finally {
    await closeWorkshop(shop);
  }
}
