import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { formatExerciseErrors } from "../spec/index.ts";
import { CallError } from "./call-error.ts";
import { exerciseFolder, openCourse, requireId } from "./course.ts";
import { entryName } from "./entry-name.ts";
import { ExitStatus } from "./exit-status.ts";
import { loadExercises } from "./load-exercises.ts";
import { readStarter } from "./starter.ts";
import type { Terminal } from "./terminal.ts";
import { whyNotWritten } from "./not-written.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Puts the starter back. What the learner had is kept beside it as `<file>.bak`, since a reset at midnight may be a
 * mistake.
 *
 * @throws CallError when nobody knows the starter any more
 */
export function resetCommand(id: string, options: { readonly course: string }, terminal: Terminal): ExitStatus {
  const course = openCourse(options.course);
  requireId(course, id);
  const loaded = loadExercises(course, [id]);
  const exercise = loaded.exercises.get(id);
  if (exercise === undefined) {
    terminal.error(formatExerciseErrors(loaded.errors, loaded.sources, { color: terminal.stderrColor }));
    return ExitStatus.wrongCall;
  }
  const name = entryName(exercise);
  const starter = readStarter(course, id, name);
  if (starter === null) {
    throw new CallError(
      `The starter of "${id}" is not known here: this folder is not a git repository and has no exercises/.starters.json. ` +
        `Get exercises/${id}/${name} from the place you got the course from.`,
    );
  }
  const file = path.join(exerciseFolder(course, id), name);
  const before = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (before === starter) {
    terminal.out(`exercises/${id}/${name} is still the starter; nothing was changed.`);
    return ExitStatus.passed;
  }
  const backup = put(file, starter, before, `exercises/${id}/${name}`);
  terminal.out(
    `exercises/${id}/${name} is the starter again.` +
      (backup === null ? "" : ` Your version is in exercises/${id}/${path.basename(backup)}.`),
  );
  return ExitStatus.passed;
}

/**
 * In this order: what the learner had is safe before it is replaced.
 *
 * @throws CallError when there is no room, or no right, to write; the learner's file is then as it was
 */
function put(file: string, starter: string, before: string | null, display: string): string | null {
  try {
    const backup = before === null ? null : keep(file, before);
    writeWhole(file, starter);
    return backup;
  } catch (error) {
    throw new CallError(`${display} was not reset, and is as it was. ${whyNotWritten(error)}`);
  }
}

/** Beside the file, and in the place of nothing that was kept before. Its path. */
function keep(file: string, text: string): string {
  for (let number = 1; ; number++) {
    const backup = `${file}.bak${number === 1 ? "" : number}`;
    if (existsSync(backup) && readFileSync(backup, "utf8") !== text) continue;
    writeWhole(backup, text);
    return backup;
  }
}
