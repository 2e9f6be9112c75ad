import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { gradeSubmission } from "../../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop } from "../../../grader/commands/workshop.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";
import { newCommand, requireName, titleOf } from "../../../grader/commands/new.ts";
import { compiler } from "../../warm-compiler.ts";
import { aCourse } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

const written = [
  "exercises/03-late-trains/README.md",
  "exercises/03-late-trains/exercise.yaml",
  "exercises/03-late-trains/submission.ts",
  "solutions/03-late-trains.hidden.yaml",
  "solutions/03-late-trains.ts",
];

function make(course: string, id = "03-late-trains", force = false): string {
  const terminal = aTerminal();
  expect(newCommand(id, { course, force }, terminal)).toBe(0);
  return terminal.said();
}

/** Of the files in the course by their paths. */
function texts(course: string): Record<string, string> {
  const files = readdirSync(course, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.toSorted().map((file) => [path.relative(course, file).split(path.sep).join("/"), readFileSync(file, "utf8")]),
  );
}

describe("new", () => {
  it("makes an exercise whose solution gets 100 % and whose starter does not pass, with nothing to edit", async () => {
    const root = aCourse({});
    const said = make(root);
    expect(Object.keys(texts(root))).toEqual(["exercise.schema.json", ...written].toSorted());
    for (const file of written) expect(said).toContain(`wrote  ${file}\n`);
    const course = openCourse(root);
    const loaded = loadExercises(course, course.ids);
    expect(loaded.errors).toEqual([]);
    const exercise = loaded.exercises.get("03-late-trains")!;
    expect(exercise.title).toBe("Late trains");
    const shop = openWorkshop(course, compiler);
    const solution = await gradeSubmission(shop, exercise, path.join(root, "solutions/03-late-trains.ts"));
    const starter = await gradeSubmission(shop, exercise, null);
    await closeWorkshop(shop);
    expect(solution).toMatchObject({ status: "passed", percent: 100, diagnostics: [] });
    expect(starter).toMatchObject({ status: "failed", reason: null, diagnostics: [] });
  });

  it("tells the editor where the schema is, and how to grade by the exercise's own name", () => {
    const root = aCourse({});
    make(root);
    const files = texts(root);
    expect(files["exercises/03-late-trains/exercise.yaml"]).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/exercise\.schema\.json\n/,
    );
    expect(files["exercises/03-late-trains/README.md"]).toContain("npx chronograde grade 03-late-trains\n");
    expect(Object.values(files).join("")).not.toMatch(/\{\{/);
  });

  it("leaves what is there as it is, and names it", () => {
    const root = aCourse({ "solutions/03-late-trains.ts": "mine" });
    expect(() => make(root)).toThrow(
      'The exercise "03-late-trains" exists already: solutions/03-late-trains.ts. Nothing was written.',
    );
    expect(texts(root)).toEqual({ "solutions/03-late-trains.ts": "mine" });
  });

  it("replaces it with --force, and says so", () => {
    const root = aCourse({ "solutions/03-late-trains.ts": "mine" });
    expect(make(root, "03-late-trains", true)).toContain("replaced  solutions/03-late-trains.ts\n");
    expect(texts(root)["solutions/03-late-trains.ts"]).toContain("createTask");
  });

  it("leaves nothing behind when a file cannot be written", () => {
    const root = aCourse({ "exercises/03-late-trains/README.md": "mine" });
    writeFileSync(path.join(root, "solutions"), "a file where a folder should be");
    expect(() => make(root, "03-late-trains", true)).toThrow(
      /could not be written\. E\w+: .*\. Nothing was changed\.$/,
    );
    expect(texts(root)).toEqual({
      "exercises/03-late-trains/README.md": "mine",
      solutions: "a file where a folder should be",
    });
    expect(() => make(root, "other")).toThrow("Nothing was changed");
    expect(existsSync(path.join(root, "exercises/other"))).toBe(false);
  });

  it("refuses a name that differs from another only in its letters' size", () => {
    const root = aCourse({});
    make(root);
    expect(() => make(root, "03-LATE-trains")).toThrow('There is an exercise "03-late-trains" already');
  });
});

describe("the name of an exercise", () => {
  it.each(["a", "03-late-trains", "Two_Titles", "x".repeat(64)])("may be %s", (id) => {
    expect(() => requireName(id)).not.toThrow();
  });

  it.each([
    ["Two titles", "two-titles"],
    ["../secret", "secret"],
    ["Übung 3", "ubung-3"],
    [".hidden", "hidden"],
    ["a/b", "a-b"],
    ["-rf", "rf"],
    ["x".repeat(65), "x".repeat(64)],
  ])("may not be %s, but %s", (id, meant) => {
    expect(() => requireName(id)).toThrow(`Did you mean "${meant}"?`);
  });

  it.each(["", "..", "con", "LPT1", "日本"])("may not be %j", (id) => {
    expect(() => requireName(id)).toThrow(/cannot name an exercise\. .* such as 03-two-titles\.$/);
  });

  it("is its first title", () => {
    expect(["03-late-trains", "retry_it", "7", "01-"].map(titleOf)).toEqual(["Late trains", "Retry it", "7", "01-"]);
  });
});
