import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { grade, InvalidExerciseError, reportText } from "../../grader/index.ts";

const course = path.join(import.meta.dirname, "../..");
const exercise = "01-coroutines-run-inline";
const solution = path.join(course, "solutions", `${exercise}.ts`);
const broken = mkdtempSync(path.join(tmpdir(), "chronograde-test-"));

afterAll(() => rmSync(broken, { recursive: true, force: true }));

describe("grading from a program", () => {
  it("gives a grade for each file, in order", async () => {
    const starter = path.join(course, "exercises", exercise, "submission.ts");
    const grades = await grade({ course, exercise, files: [solution, starter] });
    expect(grades.map(({ status }) => status)).toEqual(["passed", "failed"]);
    expect(reportText(grades, { color: false, columns: 80 })).toContain("2 graded: 1 passed, 1 failed");
  });

  it("keeps one compiler, however often it is called", async () => {
    const before = process.listenerCount("exit");
    await grade({ course, exercise, files: [solution] });
    await grade({ course, exercise, files: [solution] });
    expect(process.listenerCount("exit")).toBe(before);
  });

  it("grades nobody where the exercise has a mistake, and says where it is", async () => {
    mkdirSync(path.join(broken, "exercises/one"), { recursive: true });
    writeFileSync(path.join(broken, "exercises/one/exercise.yaml"), "titel: One\n");
    const error = await grade({ course: broken, exercise: "one" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidExerciseError);
    expect((error as InvalidExerciseError).message).toMatch(/^exercises\/one\/exercise\.yaml:1:1: .*titel/u);
  });
});
