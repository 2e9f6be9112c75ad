import { wrap } from "../../report/index.ts";
import type { Exercise } from "../../spec/index.ts";
import type { ExerciseState } from "../course-states.ts";
import { entryName } from "../entry-name.ts";
import { howFar } from "../list.ts";
import { cut, harmless } from "../shown-text.ts";

/** What one can do, for who has a keyboard and for who has none. */
export interface Means {
  readonly keys: boolean;
  /** A quiz can be asked here. */
  readonly asks: boolean;
  readonly columns: number;
}

/** An exercise that nobody has begun: what to read, what to write. */
export function invitation(
  exercise: Exercise,
  states: ReadonlyMap<string, ExerciseState>,
  { asks, columns }: Means,
): string[] {
  const folder = `exercises/${harmless(exercise.id)}`;
  const file = `${folder}/${entryName(exercise)}`;
  const quiz = exercise.kind === "quiz";
  return [
    cut(`${harmless(exercise.id)}: ${harmless(exercise.title)}`, columns),
    howFar(states),
    "",
    // Paths are shown whole: they are there to be copied.
    `  Read  ${folder}/README.md`,
    ...(quiz && asks ? ["  Press a to answer here, or write your", `  answers in ${file}`] : [`  Edit  ${file}`]),
    "",
    "It is graded as soon as you save.",
  ];
}

/** What to do when an exercise has not passed. */
export function whatNext(id: string, keys: boolean): string {
  const hint = keys ? "For a hint, press h; ? shows all keys." : `For a hint: "npx chronograde hint ${harmless(id)}".`;
  return `Next: change one thing and save. ${hint}`;
}

export function footer({ keys, columns }: Means): string {
  if (!keys) return "Waiting for the next save. No keys without a terminal; Ctrl-C stops watching.";
  return columns < 60 ? "h hint  l list  ? help  q quit" : "h hint  l list  n next  r again  x reset  ? help  q quit";
}

export function help({ columns }: Means): string[] {
  return [
    "h  the next hint",
    "l  the course and your progress",
    "n  the next exercise that is not passed",
    "r  grade again",
    "x  put the starter back (you are asked first)",
    "a  answer a quiz here",
    "q  quit; so does Ctrl-C",
    "",
    "Each save is graded at once. To change exercises, save a file of another.",
  ].flatMap((line) => wrap(line, columns - 3, 3).map((part, index) => (index === 0 ? part : `   ${part}`)));
}
