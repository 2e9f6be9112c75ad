import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openCourse } from "../../../grader/commands/course.ts";
import { initCommand } from "../../../grader/commands/init.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";
import { exerciseSchemaText } from "../../../grader/spec/index.ts";
import { aCourse } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

function init(dir: string): string {
  const terminal = aTerminal();
  expect(initCommand(dir, terminal)).toBe(0);
  return terminal.said();
}

const read = (...parts: string[]) => readFileSync(path.join(...parts), "utf8");

describe("init", () => {
  it("makes a course of a folder that is not there yet", () => {
    const dir = path.join(aCourse({}), "new", "Async 101");
    const said = init(dir);
    const files = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
    expect(files.toSorted()).toEqual(
      [
        ".github/workflows/grade.yml",
        ".gitignore",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        "README.md",
        "exercise.schema.json",
        "exercises/01-two-titles/README.md",
        "exercises/01-two-titles/exercise.yaml",
        "exercises/01-two-titles/submission.ts",
        "package.json",
        "solutions/01-two-titles.hidden.yaml",
        "solutions/01-two-titles.ts",
        "tsconfig.json",
      ].toSorted(),
    );
    for (const file of files) expect(said).toContain(`wrote  ${file}\n`);
    expect(files.map((file) => read(dir, file)).join("")).not.toMatch(/(?<!\$)\{\{/);
    const course = openCourse(dir);
    expect(loadExercises(course, course.ids).errors).toEqual([]);
  });

  it("writes files that the programs which read them can read", () => {
    const dir = path.join(aCourse({}), "Async 101");
    init(dir);
    expect(JSON.parse(read(dir, "package.json"))).toMatchObject({
      name: "async-101",
      dependencies: { chronograde: expect.stringMatching(/^(file:|\^\d)/) as string },
    });
    for (const file of ["tsconfig.json", ".vscode/settings.json", ".vscode/tasks.json", ".vscode/extensions.json"]) {
      expect(() => void JSON.parse(read(dir, file))).not.toThrow();
    }
    const workflow = parse(read(dir, ".github/workflows/grade.yml")) as Record<string, unknown>;
    expect(workflow).toMatchObject({
      permissions: { contents: "read" },
      env: { CHRONOGRADE: expect.stringMatching(/^chronograde@\d+\.\d+\.\d+$/) as string },
      jobs: { exercises: {}, "pull-request": {} },
    });
    expect(read(dir, "exercise.schema.json")).toBe(exerciseSchemaText());
  });

  it("keeps every file that is there, says so, and adds no exercise to a course that has one", () => {
    const dir = aCourse({
      "package.json": '{"name":"mine"}',
      "README.md": "mine",
      "exercises/own/exercise.yaml": "title: mine",
    });
    const said = init(dir);
    expect(read(dir, "package.json")).toBe('{"name":"mine"}');
    expect(read(dir, "README.md")).toBe("mine");
    expect(readdirSync(path.join(dir, "exercises"))).toEqual(["own"]);
    expect(said).toContain("kept   README.md, which was there already\n");
    expect(said).toMatch(/package\.json was kept\. Make sure that it has the dependency "chronograde": "/);
  });

  it("changes nothing the second time", () => {
    const dir = path.join(aCourse({}), "course");
    init(dir);
    expect(init(dir)).toMatch(/is a course already: nothing was written\.\n {2}kept/);
  });

  it("says what is in the way when the folder is none", () => {
    const root = aCourse({ file: "" });
    expect(() => init(path.join(root, "file"))).toThrow(/is a file\. Give the name of a folder/);
    expect(() => init(path.join(root, "file/inside"))).toThrow(
      /could not be written\. ENOTDIR: a part of that path is a file.*\. Nothing was changed\.$/,
    );
    expect(() => init("")).toThrow("Name the folder of the new course");
  });
});
