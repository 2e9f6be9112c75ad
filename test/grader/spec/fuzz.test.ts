import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { formatExerciseErrors } from "../../../grader/spec/index.ts";
import { load } from "./load-text.ts";

const folder = path.join(import.meta.dirname, "../../fixtures/spec/valid");
const valid = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(path.join(folder, name), "utf8"));

/** Whatever it is: an exercise, or mistakes that have a place inside the file and can be shown. */
function judge(text: string | Uint8Array): void {
  const result = load(text);
  if (result.exercise !== null) {
    expect(JSON.parse(JSON.stringify(result.exercise))).toEqual(result.exercise);
    return;
  }
  expect(result.errors.length).toBeGreaterThan(0);
  for (const error of result.errors) {
    const lines = result.sources.get(error.file)?.split("\n") ?? [];
    expect(error.line).toBeGreaterThanOrEqual(1);
    expect(error.column).toBeGreaterThanOrEqual(1);
    if (lines.length > 0) expect(error.line).toBeLessThanOrEqual(lines.length);
    if (lines.length > 0) expect(error.column).toBeLessThanOrEqual((lines[error.line - 1] ?? "").length + 1);
  }
  expect(formatExerciseErrors(result.errors, result.sources)).toContain(`${result.errors[0]!.file}:`);
}

describe("no file makes the loader fail", () => {
  test("random bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), judge));
  });

  test("random text of YAML's own signs", () => {
    const signs = fc.constantFrom(
      ..."ab1:- \n\t#{}[],&*!|>'\"%@?$<.~\\".split(""),
      "title: ",
      "scenarios:\n",
      "$match",
      "<<: ",
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (parts) => judge(parts.join(""))),
      { numRuns: 1000 },
    );
  });

  test("valid files with a piece replaced", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom("", "\n", "  ", ": ", "- ", "{", "]", "null", "5", "*a"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...valid), fc.nat(), fc.nat(8), piece, (text, at, length, by) => {
        const from = at % (text.length + 1);
        judge(text.slice(0, from) + by + text.slice(from + length));
      }),
      { numRuns: 600 },
    );
  });

  test("data of every shape under every key", () => {
    const value = fc.anything({
      maxDepth: 3,
      withNullPrototype: false,
      values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.double()],
    });
    const keys =
      "title kind files entry imports start seed limits rules http scenarios points pass hints questions".split(" ");
    const scenarioKeys = "name args http hidden expect weights why limits seed start".split(" ");
    const expectKeys = "elapsed peak returns throws stdout stderr requests tasks at leftovers".split(" ");
    const some = (names: string[]) => fc.dictionary(fc.constantFrom(...names), value);
    const scenario = fc
      .tuple(some(scenarioKeys), some(expectKeys))
      .map(([fields, expect]) => ({ name: "a", ...fields, expect }));
    const exercise = fc
      .tuple(some(keys), fc.array(scenario, { maxLength: 2 }))
      .map(([fields, scenarios]) => ({ title: "t", scenarios, ...fields }));
    fc.assert(
      fc.property(exercise, (data) => judge(stringify(data))),
      { numRuns: 500 },
    );
  });
});
