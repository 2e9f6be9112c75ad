import path from "node:path";
import { formatExerciseErrors } from "../spec/index.ts";
import { commandLines } from "./command-lines.ts";
import { courseAbove, emptyCourse, isCourse, openCourse, type Course } from "./course.ts";
import { courseStates, nextExercise, type ExerciseState } from "./course-states.ts";
import { entryName } from "./entry-name.ts";
import { ExitStatus } from "./exit-status.ts";
import { howFar } from "./list.ts";
import { loadExercises, type LoadedExercises } from "./load-exercises.ts";
import { cut, harmless } from "./shown-text.ts";
import type { Terminal } from "./terminal.ts";

/** `chronograde` alone: where am I, what is next, how do I start. Everything that it names can be typed as it stands. */
export function whereCommand(dir: string, terminal: Terminal): ExitStatus {
  if (!isCourse(dir)) {
    terminal.out(outside(dir).join("\n"));
    return ExitStatus.passed;
  }
  const course = openCourse(dir);
  const loaded = loadExercises(course, course.ids);
  const lines = course.ids.length === 0 ? emptyCourse() : inside(course, loaded, terminal.columns);
  terminal.out(lines.join("\n"));
  if (loaded.errors.length === 0) return ExitStatus.passed;
  terminal.error(
    formatExerciseErrors(loaded.errors, loaded.sources, {
      color: terminal.stderrColor,
      columns: terminal.stderrColumns,
    }),
  );
  return ExitStatus.wrongCall;
}

function inside(course: Course, loaded: LoadedExercises, columns: number): string[] {
  const states = courseStates(course, loaded);
  const next = nextExercise(states);
  const lines = [`You are in the course "${harmless(path.basename(course.root))}".`, howFar(states), ""];
  if (loaded.exercises.size === 0) return [...lines, "No exercise can be read. The mistake in each is below."];
  if (next === null) return [...lines, "That is the whole course. Well done.", "", ...commands(null, columns)];
  const exercise = loaded.exercises.get(next)!;
  const folder = `exercises/${next}`;
  return [
    ...lines,
    cut(`Next: ${harmless(exercise.title)}${soFar(states.get(next)!)}`, columns),
    `  1. Read   ${folder}/README.md`,
    `  2. Edit   ${folder}/${entryName(exercise)}`,
    `  3. Run    npx chronograde watch`,
    "",
    ...commands(next, columns),
  ];
}

/** Without git nobody knows the starter, so what was never graded may be untouched. */
function soFar({ word, percent }: ExerciseState): string {
  if (percent !== null) return ` (${percent}% so far)`;
  return word === "edited" ? " (changed since it was graded)" : "";
}

function commands(next: string | null, columns: number): string[] {
  return commandLines(
    [
      ["npx chronograde watch", "grades each time you save"],
      ...(next === null
        ? []
        : ([
            [`npx chronograde grade ${next}`, "grades once"],
            [`npx chronograde hint ${next}`, "a hint"],
          ] as const)),
      ["npx chronograde list", "the whole course"],
      ["npx chronograde --help", "everything else"],
    ],
    columns,
  );
}

function outside(dir: string): string[] {
  const above = courseAbove(dir);
  if (above !== null) {
    return [
      `You are inside the course "${harmless(path.basename(above))}", but not at its top. Go there and ask again:`,
      "",
      `  cd ${path.relative(path.resolve(dir), above)}`,
      "  npx chronograde",
    ];
  }
  return [
    "chronograde grades asynchronous TypeScript on a virtual clock.",
    "This folder is not a course yet.",
    "",
    'You have a course already:  cd into the folder that holds "exercises"',
    "You want to make one:       npx chronograde init my-course",
    "You want to try a file:     npx chronograde run my-file.ts --timeline",
    "Everything else:            npx chronograde --help",
  ];
}
