import { formats, type ShardPart, type Surroundings, type TamperedFile } from "../report/index.ts";
import { formatExerciseErrors, type ExerciseError } from "../spec/index.ts";
import { ExitStatus, exitStatus } from "./exit-status.ts";
import { writeGithubFiles } from "./github-files.ts";
import type { GradeOptions } from "./grade.ts";
import { faultsOf, type Graded } from "./graded.ts";
import type { LoadedExercises } from "./load-exercises.ts";
import { writeResult } from "./not-written.ts";
import type { Terminal } from "./terminal.ts";

/** Every report to where it was asked for, and what is wrong with exercises to stderr. */
export function publish(
  around: Surroundings,
  graded: Graded,
  loaded: LoadedExercises,
  options: GradeOptions,
  terminal: Terminal,
  tampered: readonly TamperedFile[] = [],
): void {
  const { grades, isolation, references } = graded;
  const faults = faultsOf(graded);
  const errors = [...loaded.errors, ...faults];
  if (errors.length > 0) {
    terminal.error(formatExerciseErrors(errors, sourcesFor(faults, loaded), { color: terminal.stderrColor }));
  }
  const report = {
    grades,
    exerciseErrors: errors,
    isolation,
    references,
    tampered,
    surroundings: around,
    shard: shardPart(graded, loaded.errors.length, options),
  };
  for (const { format, file } of options.reports) {
    if (format === "text" && grades.length === 0 && tampered.length === 0) continue;
    const style = { color: file === null && terminal.color, columns: terminal.columns };
    const text = formats[format](report, style);
    if (file !== null) writeResult(file, text);
    else if (typeof text === "string") terminal.out(text);
    else for (const part of text) terminal.part(part);
    if (format === "github") {
      const passed = tampered.length === 0 && exitStatus(grades, errors, options.minScore) === ExitStatus.passed;
      writeGithubFiles(report, passed, process.env, terminal);
    }
  }
}

/** What `merge` needs to put the parts together as if there had been one. */
function shardPart({ places, faults }: Graded, exerciseErrors: number, { shard }: GradeOptions): ShardPart | null {
  if (shard === undefined || shard === null) return null;
  const { number, of } = shard;
  const inAll = (place: number) => place * of + number - 1;
  return {
    number,
    of,
    exerciseErrors,
    places: places.map(inAll),
    faults: faults.map(({ place, errors }) => ({ place: inAll(place), errors })),
  };
}

/** A fault is told to whoever grades, learners too: no line of a solution or of hidden scenarios comes with it. */
function sourcesFor(faults: readonly ExerciseError[], { sources }: LoadedExercises): ReadonlyMap<string, string> {
  const faulty = new Set(faults.map(({ file }) => file));
  return new Map([...sources].filter(([file]) => !faulty.has(file) || !file.startsWith("solutions/")));
}
