import { existsSync } from "node:fs";
import path from "node:path";
import { formatExerciseErrors } from "../spec/index.ts";
import { wrap } from "../report/index.ts";
import { CallError } from "./call-error.ts";
import { exerciseFolder, openCourse, requireId } from "./course.ts";
import { entryName } from "./entry-name.ts";
import { ExitStatus } from "./exit-status.ts";
import { loadExercises } from "./load-exercises.ts";
import { readRegular } from "./read-regular.ts";
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
    terminal.error(
      formatExerciseErrors(loaded.errors, loaded.sources, {
        color: terminal.stderrColor,
        columns: terminal.stderrColumns,
      }),
    );
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
  const before = existsSync(file) ? readBefore(file, `exercises/${id}/${name}`) : null;
  if (before?.equals(Buffer.from(starter)) === true) {
    const still = `exercises/${id}/${name} is still the starter; nothing was changed.`;
    terminal.out(wrap(still, terminal.columns).join("\n"));
    return ExitStatus.passed;
  }
  const backup = put(file, starter, before, `exercises/${id}/${name}`);
  const kept = backup === null ? "" : ` Your version is in exercises/${id}/${path.basename(backup)}.`;
  terminal.out(wrap(`exercises/${id}/${name} is the starter again.${kept}`, terminal.columns).join("\n"));
  return ExitStatus.passed;
}

/**
 * Bytes: what is no UTF-8 is kept as it is, too.
 *
 * @throws CallError when it cannot be read
 */
function readBefore(file: string, display: string): Buffer {
  try {
    return readRegular(file);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new CallError(
      `${display} was not reset: what is there cannot be read and kept (${code}). Move it away, and reset again.`,
    );
  }
}

/**
 * In this order: what the learner had is safe before it is replaced.
 *
 * @throws CallError when there is no room, or no right, to write; the learner's file is then as it was
 */
function put(file: string, starter: string, before: Buffer | null, display: string): string | null {
  try {
    const backup = before === null ? null : keep(file, before);
    writeWhole(file, starter);
    return backup;
  } catch (error) {
    throw new CallError(`${display} was not reset, and is as it was. ${whyNotWritten(error)}`);
  }
}

/** Beside the file, and in the place of nothing that was kept before. Its path. */
function keep(file: string, before: Buffer): string {
  for (let number = 1; ; number++) {
    const backup = `${file}.bak${number === 1 ? "" : number}`;
    if (existsSync(backup) && !readRegular(backup).equals(before)) continue;
    writeWhole(backup, before);
    return backup;
  }
}
