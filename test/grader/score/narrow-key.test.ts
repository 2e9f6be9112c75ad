import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { evaluateScenario } from "../../../grader/score/evaluate.ts";
import { withReference } from "../../../grader/score/with-reference.ts";
import { readExercise } from "../../../grader/spec/index.ts";
import { compile, input } from "../sandbox/play.ts";

const course = path.join(import.meta.dirname, "../../fixtures/explain/requests");
const sandbox = createSandbox({ child: "author" });
const { exercise } = readExercise(course, "weather-by-day");

afterAll(() => sandbox.close());

const told = async (name: string) => {
  if (exercise === null || exercise.kind === "quiz") throw new Error("weather-by-day has no scenario.");
  const [written] = exercise.scenarios;
  const text = readFileSync(path.join(course, "exercises/weather-by-day", `${name}.ts`), "utf8");
  const run = await sandbox.run(await compile(text), input({ args: written!.args, routes: written!.routes }));
  const resolved = withReference(written!, run);
  if (!("scenario" in resolved)) throw new Error("weather-by-day refers to its solution.");
  return evaluateScenario(resolved.scenario, run, null).map(({ finding }) => ({
    line: finding?.at?.line,
    message: finding?.message,
  }));
};

describe("a key that does not tell all that was asked for", () => {
  it.each([
    ["by-town", 10, "The key on line 10 says nothing of `day`, and under it line 10 keeps"],
    ["by-part-of-a-wish", 11, "The key that line 11 makes says nothing of `wish.day`, and under it line 18 keeps"],
  ])("is told of the result and of the request that was never sent, in %s", async (name, line, message) => {
    const found = { line, message: expect.stringContaining(message) };
    expect(await told(name)).toEqual([found, found]);
  });

  it.each(["by-town-and-day", "kept-by-nobody"])("is not what is wrong in %s", async (name) => {
    for (const { message } of await told(name)) expect(message).not.toMatch(/The key/u);
  });
});
