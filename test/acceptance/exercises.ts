import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openCourse } from "../../grader/commands/course.ts";
import { gradeSubmission } from "../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop } from "../../grader/commands/workshop.ts";
import { loadExercises } from "../../grader/commands/load-exercises.ts";
import { compiler } from "../warm-compiler.ts";
import type { SandboxOptions } from "../../grader/sandbox/index.ts";
import { outcomeOf, type Outcome } from "./record.ts";

/**
 * Exercises written to contract/exercise-format.md, one for each part of that page. Submissions named `right…` get full credit; what
 * each of the others loses, and why, and in which line, stands in the exercise's expected.yaml.
 */
export const course = openCourse(path.join(import.meta.dirname, "../fixtures/acceptance"));

/**
 * Tests for each submission of these exercises. A test file takes some of them, so that they run side by side.
 *
 * @param child whether they are graded as a class is, or each as if it were alone: what comes out must be the same
 */
export function testExercises(ids: readonly string[], child: SandboxOptions["child"] & string): void {
  const loaded = loadExercises(course, ids);
  const workshop = openWorkshop(course, compiler, { child });

  afterAll(() => closeWorkshop(workshop));

  it("reads every exercise", () => {
    expect(loaded.errors).toEqual([]);
  });

  describe.each(ids)("%s", (id) => {
    const folder = path.join(course.root, "exercises", id);
    const submissions = readdirSync(folder)
      .filter((name) => /^(?:right|wrong)[-.]/.test(name))
      .toSorted();
    const expected = parse(readFileSync(path.join(folder, "expected.yaml"), "utf8")) as Record<string, Outcome>;

    it("says of each submission what it gets", () => {
      expect(Object.keys(expected)).toEqual(submissions);
    });

    for (const name of submissions) {
      it(name, async () => {
        const grade = await gradeSubmission(workshop, loaded.exercises.get(id)!, path.join(folder, name));
        expect(outcomeOf(grade)).toEqual(expected[name]);
        if (name.startsWith("right")) {
          expect(grade).toMatchObject({ status: "passed", percent: 100, score: grade.maxScore });
        } else {
          expect(grade.percent).toBeLessThan(100);
        }
      });
    }
  });
}
