import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { aCourse, smallExercise, solution } from "../grader/commands/a-course.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const chronograde = `${path.join(repository, "node_modules/.bin/tsx")} ${path.join(repository, "grader/main.ts")}`;
const run = (script: string, args: string[], environment: Record<string, string>) =>
  spawnSync(path.join(repository, "integrations", script), args, {
    env: { PATH: process.env["PATH"]!, CHRONOGRADE: chronograde, ...environment },
    encoding: "utf8",
  });
const results = (folder: string) => JSON.parse(readFileSync(path.join(folder, "results.json"), "utf8")) as unknown;

test("Exercism's runner gets its results.json, and none when nothing could be graded", () => {
  const root = aCourse({
    "exercises/hello/exercise.yaml": smallExercise,
    "in/submission.ts": solution,
    "out/results.json": "of an earlier run",
  });
  const [input, output] = [path.join(root, "in/"), path.join(root, "out/")];
  const environment = { CHRONOGRADE_COURSE: root };
  expect(run("exercism/bin/run.sh", ["hello", input, output], environment).status).toBe(0);
  expect(results(output)).toMatchObject({ version: 3, status: "pass" });
  expect(run("exercism/bin/run.sh", ["hallo", input, output], environment).status).toBe(2);
  expect(existsSync(path.join(output, "results.json"))).toBe(false);
});

test("Gradescope's autograder gets a score, and none when the exercise is wrong", () => {
  const root = aCourse({
    "source/exercise": "hello\n",
    "submission/submission.ts": 'export const main = () => "no";\n',
  });
  const exercise = path.join(root, "source/course/exercises/hello/exercise.yaml");
  mkdirSync(path.dirname(exercise), { recursive: true });
  writeFileSync(exercise, smallExercise);
  expect(run("gradescope/run_autograder", [], { AUTOGRADER_ROOT: root }).status).toBe(0);
  expect(results(path.join(root, "results"))).toMatchObject({
    score: 0,
    tests: [{ status: "failed", max_score: 100 }],
  });
  writeFileSync(exercise, "title: Without scenarios\n");
  expect(run("gradescope/run_autograder", [], { AUTOGRADER_ROOT: root }).status).toBe(2);
  expect(existsSync(path.join(root, "results/results.json"))).toBe(false);
});
