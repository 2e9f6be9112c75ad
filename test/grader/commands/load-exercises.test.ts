import { expect, it } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";
import { aCourse, smallExercise } from "./a-course.ts";

it("tells a mistake in shared replies once, however many exercises take them", () => {
  const exercise = `${smallExercise}fixtures: [shop.yaml]\n`;
  const root = aCourse({
    "fixtures/shop.yaml": "https://shop.test:\n  GET /tea: { latency: 50, text: tea }\n",
    "exercises/one/exercise.yaml": exercise,
    "exercises/two/exercise.yaml": exercise,
  });
  const { errors } = loadExercises(openCourse(root), ["one", "two"]);
  expect(errors.map(({ file, line }) => `${file}:${line}`)).toEqual(["fixtures/shop.yaml:2"]);
});
