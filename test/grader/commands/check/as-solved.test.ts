import { expect, test } from "vitest";
import { asSolved } from "../../../../grader/commands/check/as-solved.ts";
import type { ScenarioGrade } from "../../../../grader/score/index.ts";
import type { WrittenCheck } from "../../../../grader/spec/index.ts";
import { aCheck, aTask } from "../../score/builders.ts";

const reserves = (...states: ScenarioGrade["tasks"][number]["state"][]) =>
  ({
    tasks: [
      aTask({ id: 1 }),
      ...states.map((state, i) => aTask({ id: i + 2, name: ["tea", "jug"][i] ?? "pan", coroutine: "reserve", state })),
    ],
  }) as unknown as ScenarioGrade;

const states = (pattern: string): WrittenCheck =>
  aCheck({
    kind: "tasks",
    pattern,
    state: "done",
    count: null,
    instantMs: null,
    endedAt: null,
    result: null,
  }) as WrittenCheck;

test("tasks that end alike are asked for by their coroutine and their number", () => {
  expect(asSolved(states("tea"), reserves("done", "done"))).toBe('tasks: { "reserve": { state: done, count: 2 } }');
});

test("tasks that end in different states are asked for by their names", () => {
  expect(asSolved(states("*"), reserves("done", "failed"))).toBe(
    'tasks: { "tea": { state: done, count: 1 }, "jug": { state: failed, count: 1 } }',
  );
});

test("nothing is proposed where tasks of one name end in different states", () => {
  expect(asSolved(states("pan"), reserves("done", "failed", "done", "cancelled"))).toBeNull();
});
