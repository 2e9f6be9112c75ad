import { expect, test } from "vitest";
import { entryPlace } from "../../../grader/score/entry-place.ts";
import { aScenario, anExercise } from "./builders.ts";

const exercise = anExercise({ scenarios: [aScenario({ checks: [] })] });

function lineOf(text: string): number | null {
  return entryPlace(exercise, "submission.ts", [{ file: "submission.ts", text }])?.line ?? null;
}

test.each([
  "\nexport async function main() {}",
  "\nexport const main = coroutine(async () => {})",
  "\nexport default function main() {}",
  "// main comes here\nfunction main() {}\nexport { main };",
  "class A {\n  static async main() {}\n}",
])("finds %j", (text) => {
  expect(lineOf(text)).toBe(2);
});

test("finds a class's static method by its own name", () => {
  const entry = { ...exercise, entry: "Adder.sum" };
  const text = "export class Adder {\n  static sum = coroutine(async () => 1);\n}";
  expect(entryPlace(entry, "a.ts", [{ file: "a.ts", text }])).toEqual({ file: "a.ts", line: 2, column: 10 });
});

test.each(["export const mainly = 1", "main();", ""])("finds nothing in %j", (text) => {
  expect(lineOf(text)).toBeNull();
});
