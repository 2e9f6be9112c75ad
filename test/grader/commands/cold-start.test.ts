import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { aCourse, smallExercise, starter } from "./a-course.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** Tells at the end which packages were loaded, as far as they are CommonJS. */
const TELL_PACKAGES = `data:text/javascript,${encodeURIComponent(`
  import module from "node:module";
  process.on("exit", () => {
    const files = Object.keys(module._cache).map((file) => /node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(file)?.[1]);
    process.stderr.write("loaded " + JSON.stringify([...new Set(files.filter((name) => name !== undefined))]));
  });
`)}`;

function packagesOf(...args: string[]): string[] {
  const course = aCourse({ "exercises/hello/exercise.yaml": smallExercise, "exercises/hello/submission.ts": starter });
  const { stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "--import", TELL_PACKAGES, path.join(root, "grader/main.ts"), ...args],
    { cwd: course, encoding: "utf8" },
  );
  return JSON.parse(/loaded (\[.*\])/.exec(stderr)![1]!) as string[];
}

test.each([["--help"], ["list"], ["hint hello"]])("chronograde %s loads no compiler", (call) => {
  const packages = packagesOf(...call.split(" "));
  expect(packages).toContain("commander");
  expect(packages.filter((name) => /ts-morph|typescript/.test(name))).toEqual([]);
});
