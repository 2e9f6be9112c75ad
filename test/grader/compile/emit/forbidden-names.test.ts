import { expect, it } from "vitest";
import { forbiddenNames } from "../../../../grader/compile/index.ts";
import type { Rule } from "../../../../grader/spec/index.ts";

const at = { file: "exercise.yaml", line: 1, column: 1 };

function rules(...targets: readonly string[]): Rule[] {
  return targets.map((target) => ({ kind: "forbid", target, why: null, points: null, at }));
}

it("are names, each once, and not what is found in the source alone", () => {
  const asked = rules("Promise.all", "await-in-loop", "any", "gather", "floating-promise", "eval", "gather");
  expect(forbiddenNames(asked)).toEqual(["Promise.all", "gather"]);
  expect(forbiddenNames([{ ...rules("createTask")[0]!, kind: "require" }])).toEqual([]);
});
