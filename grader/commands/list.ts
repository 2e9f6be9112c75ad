import stringWidth from "string-width";
import { formatExerciseErrors } from "../spec/index.ts";
import { emptyCourse, openCourse } from "./course.ts";
import { courseStates, nextExercise, type ExerciseState } from "./course-states.ts";
import { ExitStatus } from "./exit-status.ts";
import { loadExercises, type LoadedExercises } from "./load-exercises.ts";
import { progressBar } from "./progress-bar.ts";
import { cut, harmless } from "./shown-text.ts";
import type { Terminal } from "./terminal.ts";

/** The course in order, with how far the learner has come. */
export function listCommand(options: { readonly course: string }, terminal: Terminal): ExitStatus {
  const course = openCourse(options.course);
  if (course.ids.length === 0) {
    terminal.out(emptyCourse().join("\n"));
    return ExitStatus.passed;
  }
  const loaded = loadExercises(course, course.ids);
  const states = courseStates(course, loaded);
  const next = nextExercise(states);
  const lines = [...courseLines(loaded, states, terminal.columns), "", howFar(states)];
  const isWhole = loaded.errors.length === 0;
  if (states.size === 0) terminal.out("No exercise can be read. The mistake in each is below.");
  else terminal.out([...lines, ...(next !== null || isWhole ? [nextStep(next)] : [])].join("\n"));
  if (isWhole) return ExitStatus.passed;
  terminal.error(
    formatExerciseErrors(loaded.errors, loaded.sources, {
      color: terminal.stderrColor,
      columns: terminal.stderrColumns,
    }),
  );
  return ExitStatus.wrongCall;
}

/** One line an exercise, none wider than `columns`. */
export function courseLines(
  { exercises }: LoadedExercises,
  states: ReadonlyMap<string, ExerciseState>,
  columns: number,
): string[] {
  const width = Math.max(0, ...[...exercises.keys()].map((id) => stringWidth(harmless(id))));
  return [...exercises.values()].map(({ id, title }) => {
    const state = states.get(id)!;
    const name = harmless(id);
    const before = `${mark(state)} ${name}${" ".repeat(width - stringWidth(name))}  `;
    const after = remark(state);
    // The title gives way: it is in the README, and how far one has come is not.
    const room = columns - stringWidth(before) - stringWidth(after);
    return cut(`${before}${room < 8 ? "" : cut(harmless(title), room)}${after}`.trimEnd(), columns);
  });
}

/** `[####----------------] 3 of 15 passed` */
export function howFar(states: ReadonlyMap<string, ExerciseState>): string {
  const passed = [...states.values()].filter((state) => state.word === "passed").length;
  return `${progressBar(passed, states.size)} ${passed} of ${states.size} passed`;
}

function mark(state: ExerciseState): string {
  return { passed: "[x]", started: "[~]", edited: "[~]", new: "[ ]" }[state.word];
}

function remark(state: ExerciseState): string {
  if (state.word === "edited") return "  (edited since it was graded)";
  if (state.word === "started" && state.percent !== null) return `  (${state.percent}%)`;
  return state.word === "started" ? "  (not graded yet)" : "";
}

function nextStep(next: string | null): string {
  return next === null
    ? "That is the whole course. Well done."
    : `Next: read exercises/${next}/README.md,\nthen run "npx chronograde watch ${next}".`;
}
