import type { Exercise } from "../spec/index.ts";
import { fromDecimal, toPoints } from "./fractions.ts";
import type { Grade } from "./grade.ts";
import { maxScoreOf } from "./shares.ts";

/** The grader or the exercise failed, not the learner: no score, and left out of every total. */
export function ungraded(exercise: Exercise, submission: string, error: unknown): Grade {
  const cause = withoutFolders(error instanceof Error ? error.message : String(error));
  return {
    exercise: exercise.id,
    title: exercise.title,
    submission,
    status: "error",
    reason: {
      code: "grader",
      message: `This submission was not graded, through no fault of yours: ${cause}`,
      file: null,
      line: null,
      column: null,
    },
    reasonScenario: null,
    score: null,
    maxScore: toPoints(exercise.kind === "code" ? maxScoreOf(exercise) : fromDecimal(exercise.points)),
    percent: null,
    pass: exercise.pass,
    categories: [],
    diagnostics: [],
    rules: [],
    scenarios: [],
    traceHash: null,
    sources: [],
  };
}

/** A result looks the same wherever it is made, and says nothing about the machine. */
function withoutFolders(text: string): string {
  return text.split("\n", 1)[0]!.replace(/(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/][\w.@+ -]+)+[\\/]([\w.@+-]+)/g, "$1");
}
