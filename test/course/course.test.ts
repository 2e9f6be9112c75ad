import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { entryFiles } from "../../grader/commands/entry-name.ts";
import { startedExercises } from "../../grader/commands/starter.ts";
import { closeWorkshops, course, failures, grade, loaded, root } from "./workshop.ts";

afterAll(closeWorkshops);

describe("the course", () => {
  it("has exercise files without a mistake", () => {
    expect(loaded.errors).toEqual([]);
  });

  it("has at least twelve exercises, in an order that their names keep", () => {
    expect(course.ids.length).toBeGreaterThanOrEqual(12);
    expect(course.ids.map((id) => id.slice(0, 3))).toEqual(course.ids.map((_, i) => `${`${i + 1}`.padStart(2, "0")}-`));
  });

  // The commit that changes a starter has to touch the exercise's own files as well, or it looks like a learner's.
  it.skipIf(!existsSync(path.join(root, ".git")))("is one that nobody has started", () => {
    expect([...startedExercises(course, entryFiles(loaded.exercises.values()))]).toEqual([]);
  });

  it("has nothing stray in exercises/, solutions/ and among the variants", () => {
    expect(listed("exercises")).toEqual(
      course.ids
        .flatMap((id) => ["README.md", entryOf(id), "exercise.yaml", ...harnessOf(id)].map((file) => `${id}/${file}`))
        .toSorted(),
    );
    const hidden = course.ids.filter((id) => !isQuiz(id)).map((id) => `${id}.hidden.yaml`);
    expect(listed("solutions")).toEqual([...course.ids.map(solutionOf), ...hidden].toSorted());
    expect(readdirSync(path.join(root, "test/fixtures/variants")).toSorted()).toEqual(course.ids);
  });
});

describe.each(course.ids)("%s", (id) => {
  const starter = `exercises/${id}/${entryOf(id)}`;

  it("has a README that says how to grade and how to get a hint", () => {
    const readme = text(`exercises/${id}/README.md`);
    expect(readme).toMatch(/^# \S/);
    expect(readme).toContain(`npx chronograde grade ${id}\n`);
    expect(readme).toContain(`npx chronograde hint ${id}\n`);
  });

  it("tells the editor where its schema is", () => {
    expect(text(`exercises/${id}/exercise.yaml`)).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/exercise\.schema\.json\n/,
    );
  });

  it("has three hints or more, each of them a sentence", () => {
    const hints = loaded.exercises.get(id)!.hints;
    expect(hints.length).toBeGreaterThanOrEqual(3);
    for (const hint of hints) expect(hint).toMatch(/^\S[^]{30,}[.?]$/);
  });

  it("has one TODO in its starter, and it asks a question", () => {
    const todos = text(starter)
      .split("\n")
      .filter((line) => line.includes("TODO"));
    expect(todos).toEqual([expect.stringContaining("?")]);
  });

  it("has a solution that is the starter with a few lines changed and no TODO", () => {
    expect(text(`solutions/${solutionOf(id)}`)).not.toContain("TODO");
  });

  it("has a hidden scenario, unless it is a quiz", () => {
    const exercise = loaded.exercises.get(id)!;
    expect(exercise.kind === "quiz" || exercise.scenarios.some((scenario) => scenario.hidden)).toBe(true);
  });

  it("scores all three categories, unless it is a quiz", () => {
    const exercise = loaded.exercises.get(id)!;
    if (exercise.kind === "quiz") return;
    const scored = new Set(exercise.scenarios.flatMap((scenario) => scenario.checks.map((check) => check.category)));
    expect([...scored].toSorted()).toEqual(["concurrency", "returns", "states"]);
    expect(Object.keys(exercise.points).toSorted()).toEqual(["concurrency", "returns", "states"]);
  });

  it("is not passed by its starter, which runs and is not rejected", async () => {
    const result = await grade(id, starter);
    expect({ status: result.status, reason: result.reason }).toEqual({ status: "failed", reason: null });
    expect(result.percent).toBeLessThan(result.pass);
  });

  it("gives its solution 100%", async () => {
    const result = await grade(id, `solutions/${solutionOf(id)}`);
    expect({ reason: result.reason, failures: failures(result), diagnostics: result.diagnostics }).toEqual({
      reason: null,
      failures: [],
      diagnostics: [],
    });
    expect(result).toMatchObject({ status: "passed", percent: 100 });
  });
});

function isQuiz(id: string): boolean {
  return existsSync(path.join(root, "exercises", id, "answers.yaml"));
}

function entryOf(id: string): string {
  return isQuiz(id) ? "answers.yaml" : "submission.ts";
}

function harnessOf(id: string): string[] {
  const exercise = loaded.exercises.get(id)!;
  return exercise.kind === "code" && exercise.harness !== null ? [exercise.harness.file] : [];
}

function solutionOf(id: string): string {
  return isQuiz(id) ? `${id}.yaml` : `${id}.ts`;
}

function text(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** All files below a folder, except the record of starters. */
function listed(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => path.relative(path.join(root, folder), path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .toSorted();
}
