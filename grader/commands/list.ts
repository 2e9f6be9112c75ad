import path from "node:path";
import { formatExerciseErrors } from "../spec/index.ts";
import { exerciseFolder, openCourse, type Course } from "./course.ts";
import { ExitStatus } from "./exit-status.ts";
import { entryName } from "./grade-submission.ts";
import { loadExercises, type LoadedExercises } from "./load-exercises.ts";
import { readProgress, submissionHash } from "./progress.ts";
import { isStarted } from "./starter.ts";
import type { Terminal } from "./terminal.ts";

type State = { readonly word: "passed" | "started" | "new" | "edited"; readonly percent: number | null };

/** The course in order, with how far the learner has come. */
export function listCommand(options: { readonly course: string }, terminal: Terminal): ExitStatus {
  const course = openCourse(options.course);
  const loaded = loadExercises(course, course.ids);
  const states = exerciseStates(course, loaded);
  const width = Math.max(0, ...course.ids.map((id) => id.length));
  const passed = [...states.values()].filter((state) => state.word === "passed").length;
  const lines = [...loaded.exercises.values()].map((exercise) => {
    const state = states.get(exercise.id)!;
    return `${mark(state)} ${exercise.id.padEnd(width)}  ${exercise.title}${remark(state)}`;
  });
  terminal.out([...lines, "", `${passed} of ${loaded.exercises.size} passed. ${nextStep(loaded, states)}`].join("\n"));
  if (loaded.errors.length === 0) return ExitStatus.passed;
  terminal.error(formatExerciseErrors(loaded.errors, loaded.sources, { color: terminal.stderrColor }));
  return ExitStatus.wrongCall;
}

function exerciseStates(course: Course, loaded: LoadedExercises): Map<string, State> {
  const progress = readProgress(course);
  return new Map(
    [...loaded.exercises.values()].map((exercise): [string, State] => {
      const entry = entryName(exercise);
      const known = progress.get(exercise.id);
      if (!isStarted(course, exercise.id, entry)) return [exercise.id, { word: "new", percent: null }];
      if (known?.submission === undefined) return [exercise.id, { word: "started", percent: null }];
      const same = known.submission === submissionHash(path.join(exerciseFolder(course, exercise.id), entry));
      if (!same) return [exercise.id, { word: "edited", percent: null }];
      return [exercise.id, { word: known.passed === true ? "passed" : "started", percent: known.percent ?? null }];
    }),
  );
}

function mark(state: State): string {
  return { passed: "[x]", started: "[~]", edited: "[~]", new: "[ ]" }[state.word];
}

function remark(state: State): string {
  if (state.word === "edited") return "  (edited since it was graded)";
  if (state.word === "started" && state.percent !== null) return `  (${state.percent} %)`;
  return state.word === "started" ? "  (not graded yet)" : "";
}

function nextStep(loaded: LoadedExercises, states: ReadonlyMap<string, State>): string {
  const next = [...loaded.exercises.keys()].find((id) => states.get(id)?.word !== "passed");
  return next === undefined
    ? "That is the whole course. Well done."
    : `Next: read exercises/${next}/README.md, then run "chronograde grade ${next}".`;
}
