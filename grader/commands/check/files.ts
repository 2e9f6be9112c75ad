import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fitsFiles } from "../../compile/index.ts";
import type { Exercise } from "../../spec/index.ts";
import { displayPath, exerciseFolder, type Course } from "../course.ts";
import { entryName } from "../entry-name.ts";
import { readRegular } from "../read-regular.ts";
import { placeOfKey, type Problem, problem } from "./problem.ts";

/** What belongs into the folder of an exercise beside the files that learners hand in. */
const OWN = ["exercise.yaml", "README.md", "harness.ts", "checks.ts"];
/** Wrong variants of the instructor's. */
export const WRONG = "wrong";

/** README, hints, and files that nobody asked for. */
export function fileProblems(course: Course, exercise: Exercise): Problem[] {
  const folder = exerciseFolder(course, exercise.id);
  const readme = path.join(folder, "README.md");
  const found: Problem[] = [];
  const what = lackOf(readme);
  if (what !== null) {
    const missing = `${displayPath(course, readme)} ${what}, so a learner cannot know what to do.`;
    found.push(problem(missing, { hint: "Say what the submission has to do, with an example." }));
  }
  if (exercise.hints.length === 0) {
    found.push(
      problem("There are no hints, so someone who is stuck gets no help.", {
        name: "no-hints",
        at: placeOfKey(exercise, "hints"),
        hint: "Write some under `hints:`, from a question to think about to a concrete step.",
      }),
    );
  }
  if (!existsSync(path.join(folder, entryName(exercise)))) {
    found.push(
      problem(`The starter ${displayPath(course, path.join(folder, entryName(exercise)))} is not there.`, {
        hint: "Write the file that a learner starts from.",
      }),
    );
  }
  const files = exercise.kind === "quiz" ? ["answers.yaml"] : exercise.files;
  for (const name of readdirSync(folder)) {
    const isWanted = OWN.includes(name) || name === WRONG || files.some((each) => each.split("/")[0] === name);
    const fitsGlob = fitsFiles(name, files);
    if (isWanted || fitsGlob || name.startsWith(".")) continue;
    found.push(
      problem(`${displayPath(course, path.join(folder, name))} is not part of the exercise.`, {
        name: `stray ${name}`,
        hint: "Name it under `files:` if learners hand it in; otherwise remove it.",
      }),
    );
  }
  return found;
}

/** Files in solutions/ that solve no exercise. */
export function straySolutions(course: Course): Problem[] {
  const folder = path.join(course.root, "solutions");
  if (!existsSync(folder)) return [];
  const known = new Set(course.ids.flatMap((id) => [id, `${id}.ts`, `${id}.yaml`, `${id}.hidden.yaml`]));
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && !known.has(name))
    .map((name) =>
      problem(`solutions/${name} does not solve any exercise.`, {
        hint: "Rename it to the exercise that it solves, or remove it.",
      }),
    );
}

/** The instructor's wrong variants, in the order of their names. */
export function wrongVariants(course: Course, exercise: Exercise): string[] {
  const folder = path.join(exerciseFolder(course, exercise.id), WRONG);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.(ts|yaml)$/.test(name))
    .toSorted()
    .map((name) => path.join(folder, name));
}

/** What keeps a learner from reading it, beginning with a verb. */
function lackOf(readme: string): string | null {
  try {
    return readRegular(readme).toString("utf8").trim() === "" ? "is empty" : null;
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "is missing" : `cannot be read (${code})`;
  }
}
