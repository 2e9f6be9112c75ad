import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { prCommand } from "../../../grader/commands/pr.ts";
import { reportTargets } from "../../../grader/commands/report-target.ts";
import { compiler } from "../../warm-compiler.ts";
import { smallExercise, solution, starter } from "./a-course.ts";
import { aRepository, type Files } from "./a-repository.ts";
import { aTerminal } from "./a-terminal.ts";

const base: Files = {
  "exercises/hello/exercise.yaml": smallExercise.replace("title:", 'files: [submission.ts, "parts/*.ts"]\ntitle:'),
  "exercises/hello/README.md": "# Say hello\n",
  "exercises/hello/submission.ts": starter,
  "exercises/other/exercise.yaml": smallExercise,
  "exercises/other/submission.ts": starter,
  "solutions/hello.ts": solution,
  "tsconfig.json": "{}\n",
  ".github/workflows/grade.yml": "on: pull_request\n",
};
const submission = "exercises/hello/submission.ts";

interface Result {
  exercise: string;
  status: string;
  reason: { code: string; message: string } | null;
}

async function pr(head: Files, more: Files = {}, options: { course?: string; base?: string } = {}) {
  return prIn(aRepository({ ...base, ...more }, head), options);
}

async function prIn(folder: string, options: { course?: string; base?: string } = {}) {
  const terminal = aTerminal();
  const status = await prCommand(
    {
      folder,
      base: options.base ?? "base",
      head: "head",
      course: options.course ?? ".",
      reports: reportTargets([{ format: "json", file: null }], null),
      reveal: false,
      minScore: null,
      isolation: "process",
    },
    terminal,
    compiler,
  );
  const said = terminal.said();
  const report = JSON.parse(said.slice(said.indexOf("{\n"))) as {
    results: Result[];
    tampered?: { path: string; change: string; message: string }[];
  };
  const tampered = (report.tampered ?? []).map(({ path, change }) => `${change} ${path}`);
  return { status, said, results: report.results, tampered };
}

describe("an honest pull request", () => {
  test("is graded by what it changes, and only by that", async () => {
    const { status, results, tampered } = await pr({ [submission]: { mode: "100755", text: solution } });
    expect(results.map(({ exercise, status: of }) => [exercise, of])).toEqual([["hello", "passed"]]);
    expect([status, tampered]).toEqual([0, []]);
  });

  test("that is not right yet fails without a word about tampering", async () => {
    const { status, results, tampered } = await pr({ [submission]: `${starter}// started\n` });
    expect(results.map(({ status: of }) => of)).toEqual(["failed"]);
    expect([status, tampered]).toEqual([1, []]);
  });

  test("that hands in nothing passes, and is told so", async () => {
    const { status, said, results } = await pr({
      "notes.md": "hello",
      "package.json": '{"scripts":{"prepare":"exit 1"}}',
    });
    expect([status, results]).toEqual([0, []]);
    expect(said).toContain("nothing to grade");
    expect(said).toContain('not used: "notes.md", "package.json".');
  });

  test("may hand in several files, when the exercise says so", async () => {
    const { status, tampered } = await pr({
      [submission]: 'import { word } from "./parts/word.ts";\nexport async function main() {\n  return word;\n}\n',
      "exercises/hello/parts/word.ts": 'export const word = "hello";\n',
    });
    expect([status, tampered]).toEqual([0, []]);
  });
});

describe("the exercise of the base decides", () => {
  test("whatever the pull request makes of it, of the workflow, the solution and the configuration", async () => {
    const { status, results, tampered } = await pr({
      [submission]: starter.replace('""', '"wrong"'),
      "exercises/hello/exercise.yaml": smallExercise.replace("returns: hello", "returns: wrong"),
      "solutions/hello.ts": starter,
      "tsconfig.json": null,
      ".github/workflows/grade.yml": "on: push\n",
      "exercises/easy/exercise.yaml": smallExercise,
      "exercises/hello/my notes.txt": "",
    });
    expect(results.map(({ status: of }) => of)).toEqual(["failed"]);
    expect(status).toBe(1);
    expect(tampered.toSorted()).toEqual([
      "added exercises/easy/exercise.yaml",
      "added exercises/hello/my notes.txt",
      "changed .github/workflows/grade.yml",
      "changed exercises/hello/exercise.yaml",
      "changed solutions/hello.ts",
      "deleted tsconfig.json",
    ]);
  });

  test("and a right submission does not make up for it", async () => {
    const { status, results } = await pr({ [submission]: solution, "solutions/hello.ts": starter });
    expect(results.map(({ status: of }) => of)).toEqual(["passed"]);
    expect(status).toBe(1);
  });

  test("with the replies that its exercises share", async () => {
    const fetches = `title: Fetch it
fixtures: [words.yaml]
scenarios: [{ name: one, expect: { returns: hello } }]
`;
    const change = {
      [submission]: `export async function main() {\n  return (await fetch("https://api.test/word")).text();\n}\n`,
      "fixtures/words.yaml": "https://api.test: { GET /word: { text: bye } }\n",
    };
    const { status, results, tampered } = await pr(change, {
      "exercises/hello/exercise.yaml": fetches,
      "fixtures/words.yaml": "https://api.test: { GET /word: { text: hello } }\n",
    });
    expect(results.map(({ status: of }) => of)).toEqual(["passed"]);
    expect([status, tampered]).toEqual([1, ["changed fixtures/words.yaml"]]);
  });

  test("when a submission is renamed over it", async () => {
    const { results, tampered } = await pr({ [submission]: null, "exercises/hello/exercise.yaml": solution });
    expect(tampered).toEqual(["changed exercises/hello/exercise.yaml"]);
    expect(results.map(({ reason }) => reason?.code)).toEqual(["unreadable"]);
  });

  test("also in a course that is a folder of the repository", async () => {
    const inFolder = Object.fromEntries(Object.entries(base).map(([name, file]) => [`course/${name}`, file]));
    const change = { [`course/${submission}`]: solution, "course/solutions/hello.ts": "", "exercises/x/a.ts": "" };
    const { results, tampered } = await pr(change, inFolder, { course: "course" });
    expect(results.map(({ status: of }) => of)).toEqual(["passed"]);
    expect(tampered).toEqual(["changed course/solutions/hello.ts"]);
  });
});

describe("no file but a regular one is taken", () => {
  test.each([
    ["a link to the solution", { mode: "120000", text: "../../solutions/hello.ts" }],
    ["a submodule", { mode: "160000", text: "0123456789012345678901234567890123456789" }],
    ["a huge file", `${solution}// ${"x".repeat(300_000)}\n`],
  ])("%s", async (_what, file) => {
    const { status, results, tampered } = await pr({ [submission]: file });
    expect(tampered).toEqual([`refused ${submission}`]);
    expect(results.map(({ status: of, reason }) => [of, reason?.code])).toEqual([["rejected", "unreadable"]]);
    expect(status).toBe(1);
  });

  test("a submission that imports the solution does not get it", async () => {
    const { results } = await pr({ [submission]: 'export { main } from "../../solutions/hello.ts";\n' });
    expect(results.map(({ status: of }) => of)).toEqual(["rejected"]);
  });

  test("a name that somebody could take for something else is refused, the rest is graded", async () => {
    const odd = ["-rf.ts", "$(touch owned).ts", 'a"b.ts', "a\nb.ts", "a\\b.ts", "a'b.ts", " a.ts"];
    const { status, results, tampered } = await pr({
      [submission]: solution,
      "exercises/hello/parts/two words.ts": "export {};\n",
      ...Object.fromEntries(odd.map((name) => [`exercises/hello/parts/${name}`, solution])),
    });
    expect(tampered.toSorted()).toEqual(odd.map((name) => `refused exercises/hello/parts/${name}`).toSorted());
    expect(results.map(({ status: of }) => of)).toEqual(["passed"]);
    expect(status).toBe(1);
  });
});

test("ten thousand files that nobody asked for are counted, and not used", async () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`junk/${index}.ts`, solution]));
  const { status, said } = await pr({ ...many, [submission]: solution });
  expect(status).toBe(0);
  expect(said).toContain("and 9995 more.");
});

test("a course that the base does not have is an error, and passes nothing", async () => {
  await expect(pr({ [submission]: solution }, {}, { course: "corse" })).rejects.toThrow(
    /no exercise in "corse\/exercises\/"/,
  );
});

test("where the history is cut off, nobody is blamed for what cannot be told", async () => {
  const folder = aRepository({ ...base }, { [submission]: solution });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" }).toString().trim();
  const newer = git("commit-tree", "base^{tree}", "-p", "base", "-m", "newer");
  writeFileSync(path.join(folder, ".git/shallow"), `${newer}\n${git("rev-parse", "head")}\n`);
  await expect(prIn(folder, { base: newer })).rejects.toThrow(/no commit in common.*fetch-depth: 0/);
});

test("a base that is not in the clone is said to be missing, and how it gets there", async () => {
  await expect(pr({}, {}, { base: "elsewhere" })).rejects.toThrow(/fetch-depth: 0/);
  await expect(pr({}, {}, { base: "--help" })).rejects.toThrow(/no commit "--help"/);
});
