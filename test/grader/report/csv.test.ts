import { expect, test } from "vitest";
import { reportCsv } from "../../../grader/report/csv.ts";
import { notGraded, passing, sequential } from "./grades.ts";

function rows(text: string): string[] {
  expect(text.endsWith("\r\n")).toBe(true);
  return text.split("\r\n").slice(0, -1);
}

test("one row a submission under a header", () => {
  const [header, ...own] = rows(reportCsv([passing, sequential]));
  expect(header).toBe(
    "submission,exercise,status,score,max_score,percent,returns,states,concurrency,reason,first_mistake",
  );
  expect(own.map((row) => row.split(",").slice(0, 3))).toEqual([
    [passing.submission, "fast", "passed"],
    [sequential.submission, sequential.exercise, "failed"],
  ]);
});

test("what was not graded has no points, not zero", () => {
  const [, row] = rows(reportCsv([notGraded]));
  expect(row!.split(",").slice(2, 4)).toEqual(["error", ""]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1"])("a spreadsheet computes nothing of a file called %j", (name) => {
  const [, row] = rows(reportCsv([{ ...passing, submission: name }]));
  expect(row).toMatch(/^'/);
});

test("commas and quotes stay in their cell, line breaks become spaces", () => {
  const [, row] = rows(reportCsv([{ ...passing, submission: 'a,"b"\nc' }]));
  expect(row!.startsWith('"a,""b"" c",')).toBe(true);
});
