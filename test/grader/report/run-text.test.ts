import { expect, test } from "vitest";
import { reportDiagnostics, reportRun } from "../../../grader/report/index.ts";
import { aRun, at, stopped, threw } from "../score/builders.ts";
import { concurrentTasks } from "../explain/runs.ts";
import { source, untyped } from "./grades.ts";

const sources = [{ file: "submission.ts", text: source }];
const style = { color: false, columns: 80, timeline: false };

test("nothing is said about a run that returned and left nothing to say", () => {
  expect(reportRun(aRun(), sources, style)).toBe("");
  expect(reportDiagnostics([], sources, style)).toBe("");
});

test("an error is shown where it was thrown", () => {
  expect(reportRun(threw("Error", "no", at(6)), sources, style)).toContain(
    "> 6 |   return (await response.json()).title as string;",
  );
});

test("a stopped run says why", () => {
  expect(reportRun(stopped("steps", "Time stands still."), sources, style)).toContain(
    "steps: Time stands still.\nsubmission.ts:4:1",
  );
});

test("the timeline comes on request, its axis above the bars", () => {
  const lines = reportRun(concurrentTasks(), sources, { ...style, timeline: true }).split("\n");
  expect(lines).toHaveLength(5);
  expect(lines[0]!.indexOf("0 ms")).toBe(lines[1]!.indexOf("."));
});

test("diagnostics have their frames", () => {
  expect(reportDiagnostics(untyped.diagnostics, sources, style)).toMatch(
    /^✗ TS2345\n {2}A promise is given .*\n {2}submission\.ts:9:28\n/,
  );
});
