import { expect, test } from "vitest";
import { reportTrace } from "../../../grader/report/trace.ts";
import { gradeOf } from "../score/grading.ts";
import { aCheck, aRun, aScenario, aTask, aTrace, anExercise, at } from "../score/builders.ts";
import { sequential } from "./grades.ts";

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly id: number;
  readonly args: Record<string, unknown>;
}

function eventsOf(text: string): Event[] {
  return (JSON.parse(text) as { traceEvents: Event[] }).traceEvents;
}

test("a thread a task, named as the learner named it", () => {
  const names = eventsOf(reportTrace([sequential])).filter(({ name }) => name === "thread_name");
  expect(names.map(({ args }) => args["name"])).toEqual(["main", "Task-2", "Task-3"]);
});

test("a slice for each wait, with its line, in virtual microseconds", () => {
  const slices = eventsOf(reportTrace([sequential])).filter(({ ph, tid }) => ph === "X" && tid === 2);
  expect(slices.map(({ name, ts, dur }) => ({ name, ts, dur }))).toEqual([
    { name: "fetchTitle", ts: 0, dur: 300_000 },
    { name: expect.stringContaining("request"), ts: 0, dur: 300_000 },
  ]);
  expect(slices[1]!.args).toEqual({ line: "submission.ts:5:3", "critical path": true });
});

test("every arrow begins and ends", () => {
  const events = eventsOf(reportTrace([sequential]));
  const ids = (ph: string) => events.filter((event) => event.ph === ph).map(({ id }) => id);
  expect(ids("s").length).toBeGreaterThan(0);
  expect(ids("f")).toEqual(ids("s"));
});

test("no two arrows have one number, in different runs neither", () => {
  const begun = eventsOf(reportTrace([sequential, sequential])).filter(({ ph }) => ph === "s");
  expect(new Set(begun.map(({ id }) => id)).size).toBe(begun.length);
});

test("waits of one task that overlap without nesting are on tracks of their own", () => {
  const run = aRun({
    elapsedMs: 500,
    tasks: [aTask({ id: 1, endedMs: 500 })],
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "sleep(300)", site: at(5) }],
      [200, "wait-began", { task: 1, ref: 2, detail: "sleep(300)", site: at(6) }],
      [300, "wait-ended", { task: 1, ref: 1 }],
      [500, "wait-ended", { task: 1, ref: 2 }],
    ]),
  });
  const grade = gradeOf(anExercise({ scenarios: [aScenario({ checks: [aCheck({ kind: "leftovers" })] })] }), [run]);
  const waits = eventsOf(reportTrace([grade])).filter(({ ph, name }) => ph === "X" && name.startsWith("sleep"));
  expect(waits.map(({ tid }) => tid)).toEqual([1, 2]);
});

test("a hidden scenario leaves no trace", () => {
  const processes = eventsOf(reportTrace([sequential])).filter(({ name }) => name === "process_name");
  expect(processes).toHaveLength(1);
});
