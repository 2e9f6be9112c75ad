import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openCourse } from "../../grader/commands/course.ts";
import { gradeSubmission } from "../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop } from "../../grader/commands/workshop.ts";
import { loadExercises } from "../../grader/commands/load-exercises.ts";
import { GRADER_TYPES } from "../../grader/compile/declarations/grader.ts";
import { compiler } from "../warm-compiler.ts";
import { exerciseJsonSchema, loadExercise } from "../../grader/spec/index.ts";

const page = readFileSync(new URL("../../docs/exercises.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```(yaml|ts)(?: file=(\S+))?(?: caught-by=(\S+))?\n(.*?)^```$/gmsu)].map(
  ([, language, file, caughtBy, text]) => ({ language, file, caughtBy, text: text! }),
);

function propertiesIn(schema: unknown): string[] {
  if (schema === null || typeof schema !== "object") return [];
  const own = "properties" in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(propertiesIn)];
}

const shared = {
  read(name: string) {
    const display = `fixtures/${name}`;
    const block = blocks.find(({ file }) => file === display);
    return block === undefined ? null : { display, text: block.text };
  },
  names: () => [],
};

describe("the page about exercises", () => {
  test("shows every key there is", () => {
    const keys = [...new Set(propertiesIn(exerciseJsonSchema()))];
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter((key) => !page.includes(key))).toEqual([]);
  });

  const fragments = blocks.filter(({ language, file }) => language === "yaml" && file === undefined);
  test.each(fragments.map(({ text }) => [text.split("\n").find((line) => !line.startsWith("#"))!, text]))(
    "has no mistake in the block that begins with %s",
    (_, text) => {
      const title = /^title:/m.test(text) ? "" : "title: t\n";
      const scenario = /^(?:scenarios|kind):/m.test(text)
        ? ""
        : "scenarios: [{ name: a, expect: { leftovers: none } }]\n";
      const display = "exercises/x/exercise.yaml";
      expect(loadExercise({ file: display, display, text: title + text + scenario, shared }).errors).toEqual([]);
    },
  );
});

/** Where a file of the page lies in a course; the wrong one is what a learner hands in. */
function placeOf(id: string, name: string): string {
  if (name === "wrong.ts") return `exercises/${id}/submission.ts`;
  if (name === "solution.ts") return `solutions/${id}.ts`;
  return name.startsWith("solution/") ? `solutions/${id}/${name.slice("solution/".length)}` : `exercises/${id}/${name}`;
}

test("the page shows a run as checks.ts sees it", () => {
  const [, shown] = /^```ts run-shape\n(.*?)^```$/msu.exec(page)!;
  const squeezed = (text: string) =>
    text
      .replaceAll(/\/\/.*$/gm, "")
      .replaceAll("export ", "")
      .replaceAll(/\s+/g, " ");
  for (const declared of squeezed(shown!).split(/(?=interface )/)) {
    expect(squeezed(GRADER_TYPES)).toContain(declared.trim());
  }
});

describe("each exercise of the page", () => {
  const root = mkdtempSync(path.join(tmpdir(), "chronograde-cookbook-"));
  const wrong = new Map<string, string>();
  for (const { file, caughtBy, text } of blocks) {
    if (file === undefined || file.startsWith("fixtures/")) continue;
    const [id = "", name = ""] = file.split(/\/(.*)/s);
    const target = path.join(root, placeOf(id, name));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    if (caughtBy !== undefined) wrong.set(id, caughtBy);
  }
  const course = openCourse(root);
  const { exercises, errors } = loadExercises(course, course.ids);
  const shop = openWorkshop(course, compiler, { child: "author", tries: "nothing" });
  afterAll(async () => {
    await closeWorkshop(shop);
    rmSync(root, { recursive: true, force: true });
  });

  test("is a valid exercise", () => {
    expect(errors).toEqual([]);
    expect([...wrong.keys()].toSorted()).toEqual([...course.ids]);
  });

  test.each(course.ids)("%s gives its solution every point", async (id) => {
    const [file] = [`solutions/${id}.ts`, `solutions/${id}/submission.ts`]
      .map((name) => path.join(root, name))
      .filter(existsSync);
    const grade = await gradeSubmission(shop, exercises.get(id)!, file!);
    expect([grade.status, grade.percent, grade.reason]).toEqual(["passed", 100, null]);
  });

  test.each(course.ids)("%s catches its wrong one in the category that it names", async (id) => {
    const grade = await gradeSubmission(shop, exercises.get(id)!, null);
    const lost = grade.categories.filter(({ score, maxScore }) => score.n * maxScore.d < maxScore.n * score.d);
    expect(grade.status).toBe("failed");
    expect(lost.map(({ category }) => category)).toContain(wrong.get(id));
  });
});
