import { expect, test } from "vitest";
import { redactHidden } from "../../../grader/score/index.ts";
import type { Run } from "../../../grader/sandbox/index.ts";
import { aCheck, aRequest, aRun, aScenario, aTask, aTrace, anExercise, at, expected, returned } from "./builders.ts";
import { gradeOf } from "./grading.ts";

/** A run in which every string that a submission can make, and every input that it can have seen, says so. */
function telling(outcome: Run["outcome"]): Run {
  return aRun({
    outcome,
    elapsedMs: 4242,
    tasks: [
      aTask({ id: 1 }),
      aTask({ id: 2, name: "SECRET", coroutine: "SECRET", result: "SECRET", state: "pending", endedMs: null }),
    ],
    requests: [aRequest({ url: "https://SECRET.test/", body: "SECRET", outcome: "unmocked", nearest: "GET SECRET" })],
    output: [{ stream: "stdout", atMs: 0, text: "SECRET", task: 1, at: null }],
    leftovers: [{ kind: "task", what: "SECRET", at: null }],
    warnings: [{ code: "never-awaited", message: "SECRET", at: at(4242) }],
    trace: aTrace([[4242, "task-created", { task: 2, detail: "SECRET" }]]),
  });
}

const exercise = anExercise({
  scenarios: [
    aScenario({ name: "open", checks: [aCheck({ kind: "returns", value: expected(1) })] }),
    aScenario({
      name: "other values",
      hidden: true,
      checks: [
        aCheck({ kind: "returns", value: expected("SECRET"), why: "SECRET" }),
        aCheck({ kind: "elapsed-scaled", idealMs: 4242, sequentialMs: 5242 }),
        aCheck({ kind: "leftovers" }),
      ],
    }),
  ],
});

const outcomes: Run["outcome"][] = [
  { kind: "returned", value: "SECRET" },
  { kind: "threw", error: { name: "SECRET", message: "SECRET", at: at(4242) } },
  { kind: "stopped", reason: { code: "deadlock", message: "SECRET", file: "submission.ts", line: 4242, column: 1 } },
];

test.each(outcomes)("a hidden scenario that $kind tells its name, status and points only", (outcome) => {
  const grade = redactHidden(gradeOf(exercise, [returned(1), telling(outcome)]));
  expect(JSON.stringify(grade)).not.toMatch(/SECRET|4242/);
  expect(grade.scenarios[1]).toMatchObject({
    name: "other values",
    hidden: true,
    withheld: true,
    tasks: [],
    requests: [],
    trace: null,
  });
  expect(
    grade.scenarios[1]!.checks.map((check) =>
      Object.entries(check)
        .filter(([, value]) => value !== null)
        .map(([key]) => key),
    ),
  ).toEqual([1, 2, 3].map(() => ["category", "title", "status", "score", "maxScore"]));
});

test("the title of a check does not tell what names and instants are asked about", () => {
  const task = { kind: "tasks", pattern: "SECRET*", state: "done", count: null, endedAt: null, result: null } as const;
  const titles = ["tasks.SECRET*", "at.4242ms.SECRET*", "peak.requests", "leftovers"];
  const checks = titles.map((title) => ({ ...aCheck({ ...task, instantMs: null }), title }));
  const grade = redactHidden(gradeOf(anExercise({ scenarios: [aScenario({ hidden: true, checks })] }), [returned(1)]));
  expect(grade.scenarios[0]!.checks.map((check) => check.title)).toEqual(["tasks", "at", "peak.requests", "leftovers"]);
});

test("the reason of a rejection keeps its code", () => {
  const grade = redactHidden(gradeOf(exercise, [returned(1), telling(outcomes[2]!)]));
  expect(grade).toMatchObject({
    status: "rejected",
    reason: {
      code: "deadlock",
      message:
        'In the hidden scenario "other values" the submission was stopped: it reached a point where nothing could ever continue.',
      line: null,
    },
  });
});

test("a reason that everybody may see comes first, and stays", () => {
  const reason = { code: "cpu", message: "an endless loop", file: "submission.ts", line: 7, column: 3 };
  const open = aRun({ outcome: { kind: "stopped", reason } });
  expect(redactHidden(gradeOf(exercise, [open, telling(outcomes[2]!)])).reason).toEqual(reason);
});

test("a scenario that is not hidden is left as it is", () => {
  const grade = gradeOf(exercise, [returned(1), telling(outcomes[0]!)]);
  expect(redactHidden(grade).scenarios[0]).toEqual(grade.scenarios[0]);
});
