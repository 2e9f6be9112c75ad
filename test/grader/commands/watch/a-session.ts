import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openCourse } from "../../../../grader/commands/course.ts";
import { noteProgress, submissionHash } from "../../../../grader/commands/progress.ts";
import type { Outcome } from "../../../../grader/commands/watch/latest-grading.ts";
import { WatchSession } from "../../../../grader/commands/watch/session.ts";
import { ungraded, type Grade } from "../../../../grader/score/index.ts";
import { loadExercises } from "../../../../grader/commands/load-exercises.ts";
import { aCourse, smallExercise, solution, starter } from "../a-course.ts";

/** A course of three, and a learner before it; gradings end when the test says so, and pass if the file is the solution. */
export function aSession(options: { readonly asked?: readonly string[]; readonly hasKeys?: boolean } = {}) {
  const ids = ["one", "three", "two"];
  const starters = Object.fromEntries(ids.map((id) => [id, { "submission.ts": starter }]));
  const files = ids.flatMap((id) => [
    [`exercises/${id}/exercise.yaml`, smallExercise.replace("Say hello", `Number ${id}`)],
    [`exercises/${id}/submission.ts`, starter],
  ]);
  const root = aCourse({ ...Object.fromEntries(files), "exercises/.starters.json": JSON.stringify(starters) });
  const course = openCourse(root);
  /** What happened, in order: `grade one`, `clear`, and the lines that were said. */
  const events: string[] = [];
  let running: { end(outcome: Outcome | null): void; id: string } | null = null;
  const tell = (text: string): void => void events.push(...text.split("\n").filter((line) => line.trim() !== ""));
  const session = new WatchSession(course, options.asked ?? null, {
    hasKeys: options.hasKeys ?? true,
    canAsk: options.hasKeys ?? true,
    terminal: {
      out: tell,
      part: tell,
      error: tell,
      progress: () => undefined,
      clear: () => void events.push("clear"),
      foot: (line) => void events.push(`at the bottom: ${line ?? "nothing"}`),
      isScreen: true,
      color: false,
      stderrColor: false,
      columns: 80,
      proseColumns: Number.POSITIVE_INFINITY,
      stderrColumns: 80,
    },
    grade: (id) => {
      events.push(`grade ${id}`);
      running?.end(null);
      return new Promise((end) => {
        running = { end, id };
      });
    },
    ask: () => Promise.resolve(),
  });

  function gradeOf(id: string): Grade {
    const exercise = loadExercises(course, [id]).exercises.get(id)!;
    const file = path.join(root, "exercises", id, "submission.ts");
    const passed = existsSync(file) && readFileSync(file, "utf8") === solution;
    noteProgress(course, id, { submission: submissionHash(file) ?? undefined, percent: passed ? 100 : 0, passed });
    const blank = ungraded(exercise, `exercises/${id}/submission.ts`, null);
    const score = passed ? blank.maxScore : { n: 0, d: 1 };
    return { ...blank, status: passed ? "passed" : "failed", reason: null, score, percent: passed ? 100 : 0 };
  }

  return {
    root,
    session,
    /** What happened since the last time one asked. */
    news: (): string[] => events.splice(0),
    write: (id: string, text: string, file = "submission.ts"): void =>
      writeFileSync(path.join(root, "exercises", id, file), text),
    /** As the watcher tells it. */
    saved: (id: string, settled = false): void => session.saved({ exercises: new Set([id]), shared: false, settled }),
    /** The grading that goes on comes to its end. */
    graded: async (): Promise<void> => {
      running?.end({ kind: "grade", grade: gradeOf(running.id) });
      running = null;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
