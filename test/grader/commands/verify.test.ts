import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { gradeCommand } from "../../../grader/commands/grade.ts";
import { verifyCommand } from "../../../grader/commands/verify.ts";
import { compiler } from "../../warm-compiler.ts";
import { aCourse, smallExercise, solution } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

test("a result is verified by grading again, and what was changed since is named", async () => {
  const course = aCourse({
    "exercises/hello/exercise.yaml": smallExercise,
    "exercises/hello/submission.ts": solution,
  });
  const file = path.join(course, "result.json");
  const options = {
    course,
    exercise: null,
    reveal: false,
    minScore: null,
    schedule: null,
    isolation: "process",
  } as const;
  const reports = [{ format: "json", file }] as const;
  await gradeCommand(["hello"], { ...options, reports }, aTerminal(), compiler);
  const verify = async () => {
    const terminal = aTerminal();
    return [await verifyCommand(file, { course }, terminal, compiler), terminal.said()];
  };

  expect(await verify()).toEqual([0, expect.stringContaining("1 verified.")]);

  const honest = readFileSync(file, "utf8");
  writeFileSync(file, honest.replace('"score": 100', '"score": 101'));
  expect(await verify()).toEqual([1, expect.stringContaining("the score is different (101 in the result, 100 now)")]);

  writeFileSync(file, honest);
  writeFileSync(path.join(course, "exercises/hello/submission.ts"), `${solution}// later\n`);
  expect(await verify()).toEqual([1, expect.stringContaining("the submission changed")]);
});
