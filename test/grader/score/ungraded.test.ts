import { expect, test } from "vitest";
import { ungraded } from "../../../grader/score/index.ts";
import { aCheck, aScenario, anExercise, expected } from "./builders.ts";

const exercise = anExercise({ scenarios: [aScenario({ checks: [aCheck({ kind: "returns", value: expected(1) })] })] });

test("has no score, and says that it is nobody's fault who handed in", () => {
  expect(ungraded(exercise, "submission.ts", new Error("the engine is gone"))).toMatchObject({
    status: "error",
    score: null,
    percent: null,
    maxScore: { n: 100, d: 1 },
    reason: { message: "This submission was not graded, through no fault of yours: the engine is gone" },
  });
});

test("says nothing about the machine", () => {
  const { reason } = ungraded(
    exercise,
    "submission.ts",
    new Error("ENOENT: open '/home/me/my course/node_modules/x/engine.wasm'\n    at /home/me/x.js"),
  );
  expect(reason!.message).toContain("open 'engine.wasm'");
  expect(reason!.message).not.toContain("home");
});
