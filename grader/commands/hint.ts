import { openCourse, requireId } from "./course.ts";
import { ExitStatus } from "./exit-status.ts";
import { loadExercises } from "./load-exercises.ts";
import { noteProgress, readProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "../report/index.ts";
import { formatExerciseErrors } from "../spec/index.ts";

export interface HintOptions {
  readonly course: string;
  /** How one gets the next hint, where it is not by the same command again. */
  readonly again?: string;
}

/** Shows the next hint; after the last one, all of them again from the first. */
export function hintCommand(id: string, options: HintOptions, terminal: Terminal): ExitStatus {
  const course = openCourse(options.course);
  requireId(course, id);
  const loaded = loadExercises(course, [id]);
  const exercise = loaded.exercises.get(id);
  if (exercise === undefined) {
    terminal.error(
      formatExerciseErrors(loaded.errors, loaded.sources, {
        color: terminal.stderrColor,
        columns: terminal.stderrColumns,
      }),
    );
    return ExitStatus.wrongCall;
  }
  const { hints } = exercise;
  if (hints.length === 0) {
    terminal.out(`There are no hints for "${exercise.title}". Its README says what to do: exercises/${id}/README.md`);
    return ExitStatus.passed;
  }
  const shown = (readProgress(course).get(id)?.hints ?? 0) % hints.length;
  noteProgress(course, id, { hints: shown + 1 });
  const more = hints.length - shown - 1;
  const lines = `Hint ${shown + 1} of ${hints.length}: ${hints[shown]!.trim()}`.split("\n");
  terminal.out(lines.flatMap((line) => wrap(line, Math.min(terminal.columns, 100))).join("\n"));
  const again = options.again ?? `run "npx chronograde hint ${id}" again`;
  terminal.out(more > 0 ? `(${more} more: ${again})` : `(That was the last one. To start over: ${again})`);
  return ExitStatus.passed;
}
