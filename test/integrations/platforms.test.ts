import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { programCall } from "../program.ts";
import { aCourse, smallExercise, solution, starter } from "../grader/commands/a-course.ts";
import { jsonMistakes } from "../grader/report/validators.ts";
import { repository } from "./github-yaml.ts";

function run(script: string, args: string[], environment: Record<string, string>, folder = repository) {
  const { status, stdout, stderr } = spawnSync(path.join(repository, "integrations", script), args, {
    env: { PATH: process.env["PATH"]!, CHRONOGRADE: programCall, ...environment },
    cwd: folder,
    encoding: "utf8",
  });
  return { status, log: stdout + stderr };
}

function result(...at: string[]): object {
  return JSON.parse(readFileSync(path.join(...at), "utf8")) as object;
}

test("Exercism's runner gets its results.json, and none when nothing could be graded", () => {
  const root = aCourse({
    "exercises/hello/exercise.yaml": smallExercise,
    "in/submission.ts": solution,
    "out/results.json": "of an earlier run",
  });
  const [input, output] = [path.join(root, "in/"), path.join(root, "out/")];
  const environment = { CHRONOGRADE_COURSE: root };
  expect(run("exercism/bin/run.sh", ["hello", input, output], environment).status).toBe(0);
  expect(result(output, "results.json")).toMatchObject({ version: 3, status: "pass" });
  expect(run("exercism/bin/run.sh", ["hallo", input, output], environment).status).toBe(2);
  expect(existsSync(path.join(output, "results.json"))).toBe(false);
});

describe("Gradescope", () => {
  test("gets a score for a clone of the course, by no link of the learner's, and none when the exercise is wrong", () => {
    const root = aCourse({
      "source/exercise": "hello\n",
      "source/course/exercises/hello/exercise.yaml": smallExercise,
      "source/course/solutions/hello/submission.ts": solution,
      "submission/exercises/.keep": "",
      "submission/submission.ts": starter,
    });
    symlinkSync(path.join(root, "source/course/solutions/hello"), path.join(root, "submission/exercises/hello"));
    const autograder = () => run("gradescope/run_autograder", [], { AUTOGRADER_ROOT: root });
    expect(autograder().status).toBe(0);
    expect(result(root, "results/results.json")).toMatchObject({
      score: 0,
      tests: [{ status: "failed", max_score: 100 }],
    });
    writeFileSync(path.join(root, "source/course/exercises/hello/exercise.yaml"), "title: Without scenarios\n");
    expect(autograder().status).toBe(2);
    expect(existsSync(path.join(root, "results/results.json"))).toBe(false);
  });

  test("installs what a checksum and the course's lockfile say, or nothing", () => {
    const root = aCourse({ "source/course/package.json": "{}", "bin/npm": '#!/bin/sh\necho "npm $*" >> "$NPM_LOG"\n' });
    // Instead of nodejs.org: an archive that somebody has changed.
    writeFileSync(
      path.join(root, "bin/curl"),
      '#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done\necho evil > "$2"\n',
    );
    for (const name of ["npm", "curl"]) chmodSync(path.join(root, "bin", name), 0o755);
    const log = path.join(root, "npm.log");
    const setup = () =>
      run("gradescope/setup.sh", [], {
        AUTOGRADER_ROOT: root,
        NODE_PREFIX: path.join(root, "node"),
        NPM_LOG: log,
        PATH: `${path.join(root, "bin")}:${process.env["PATH"]}`,
      });
    expect(setup().log).toContain("course/package-lock.json is missing");
    writeFileSync(path.join(root, "source/course/package-lock.json"), "{}");
    mkdirSync(path.join(root, "node"));
    const { status, log: said } = setup();
    expect([status, existsSync(log)]).toEqual([1, false]);
    expect(said).toContain("checksum did NOT match");
  });
});

describe("Classroom 50", () => {
  // As its runner calls an autograder: in the checkout, with these.
  const environment = (root: string) => ({
    CLASSROOM50_BUNDLE_DIR: path.join(root, "bundle"),
    CLASSROOM: "async",
    ASSIGNMENT: "hello",
    SUBMISSION_TAG: "submit/2026-09-01T10-00-00Z-abc1234",
    USERNAME: "ada",
    OWNER: "ada",
    ASSIGNMENT_TYPE: "individual",
    COMMIT_URL: "https://github.com/school/async-hello-ada/commit/abc",
    RELEASE_URL: "https://github.com/school/async-hello-ada/releases/tag/x",
    REVIEW_URL: "https://github.com/school/async-hello-ada/compare/a...b",
    GITHUB_OUTPUT: path.join(root, "output"),
  });

  test("gets its result.json and the page of the release, and none when the exercise is wrong", () => {
    const exercise = "bundle/course/exercises/hello/exercise.yaml";
    const root = aCourse({
      [exercise]: smallExercise,
      "checkout/submission.ts": solution,
      "checkout/.npmrc": "script-shell=./owned\n",
      output: "",
      precious: "keep",
    });
    symlinkSync(path.join(root, "precious"), path.join(root, "checkout/release-body.md"));
    const autograder = () => run("classroom50/autograder.py", [], environment(root), path.join(root, "checkout"));
    expect(autograder().status).toBe(0);
    const text = readFileSync(path.join(root, "checkout/result.json"), "utf8");
    expect(jsonMistakes("classroom50.schema.json")(text)).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({ owner: "ada", assignment: "hello", score: 100, "max-score": 100 });
    expect(readFileSync(path.join(root, "checkout/release-body.md"), "utf8")).toContain("| ✓ |");
    expect(readFileSync(path.join(root, "precious"), "utf8")).toBe("keep");
    expect(readFileSync(path.join(root, "output"), "utf8")).toBe("");
    writeFileSync(path.join(root, exercise), "title: Without scenarios\n");
    expect(autograder().status).toBe(2);
    expect(existsSync(path.join(root, "checkout/result.json"))).toBe(false);
  });
});
