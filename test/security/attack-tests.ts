import { copyFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openCourse } from "../../grader/commands/course.ts";
import { gradeSubmission } from "../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../../grader/commands/workshop.ts";
import { loadExercises } from "../../grader/commands/load-exercises.ts";
import { createCompiler } from "../../grader/compile/index.ts";
import { reportJson, reportText } from "../../grader/report/index.ts";
import { redactHidden, type Grade } from "../../grader/score/index.ts";
import type { Exercise } from "../../grader/spec/index.ts";
import { type Attack, attacksOf, handIn, withTraps } from "./corpus.ts";
import { setTraps, type Traps } from "./traps.ts";
import { UNSEEN } from "./unseen.ts";

/** What computes forever reaches its limit wherever that is, and sooner where it is low. */
const BRIEFLY_MS = 50;

/** Not one call of a built-in function takes that long, but for those that would take years. */
const silenceMs = 10_000;

/**
 * Tests for each attack of these classes, one after the other in one process as in a class, until a limit ends it: what comes of it, that nothing leaks and no trap is sprung,
 * and that an honest submission after them gets its points. A test file takes some of the classes, so that they run side by side.
 *
 * @param tries what is tried to find out why one failed
 */
export function testAttacks(kinds: readonly string[], { tries }: { tries: "all" | "solution" }): void {
  let traps: Traps;
  let exercises: ReadonlyMap<string, Exercise>;
  let shop: Workshop;
  const stderr = vi.spyOn(process.stderr, "write");

  beforeAll(async () => {
    traps = await setTraps();
    const course = openCourse(traps.course);
    exercises = loadExercises(course, course.ids).exercises;
    shop = openWorkshop(course, createCompiler(), { child: "batch", tries, silenceMs });
  });

  afterAll(async () => {
    await closeWorkshop(shop);
    traps.remove();
  });

  describe.each(kinds)("%s", (kind) => {
    const handedIn = () => path.join(traps.course, "handed-in", kind);
    const exerciseOf = ({ exercise, safe }: Attack): Exercise =>
      safe === "rejected cpu" ? briefly(exercises.get(exercise)!) : exercises.get(exercise)!;

    for (const attack of attacksOf(kind)) {
      it(attack.name, async () => {
        const graded = await gradeSubmission(shop, exerciseOf(attack), handIn(attack, handedIn(), traps.places));
        const shown = redactHidden(graded);
        const text = reportText([shown], { color: false, columns: 80 });
        const json = reportJson([shown], []);
        expect(outcomeOf(graded), text).toBe(attack.safe);
        const told = [text, json, JSON.stringify(stderr.mock.calls)].join("\n");
        const own = handedInText(attack);
        expect(traps.secrets.filter((secret) => told.includes(secret) && !own.includes(secret))).toEqual([]);
        expect(text).not.toMatch(UNSEEN);
        expect(() => void JSON.parse(json)).not.toThrow();
        expect(traps.sprung()).toEqual([]);
      });
    }

    it("an honest submission after all of them gets its points", async () => {
      const honest = path.join(handedIn(), "honest.ts");
      copyFileSync(path.join(traps.course, "solutions/target.ts"), honest);
      const grade = await gradeSubmission(shop, exercises.get("target")!, honest);
      expect(grade).toMatchObject({ status: "passed", percent: 100 });
    });

    /** A frame of code shows what the attack itself has written. */
    function handedInText(attack: Attack): string {
      return withTraps(attack, traps.places);
    }
  });
}

function briefly(exercise: Exercise): Exercise {
  if (exercise.kind === "quiz") return exercise;
  const scenarios = exercise.scenarios.map((each) => ({ ...each, limits: { ...each.limits, cpuMs: BRIEFLY_MS } }));
  return { ...exercise, scenarios };
}

function outcomeOf(grade: Grade): string {
  if (grade.status === "rejected") return `rejected ${grade.reason?.code}`;
  if (grade.status === "passed" && grade.percent === 100) return "harmless";
  return grade.status;
}
