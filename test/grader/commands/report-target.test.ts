import { describe, expect, it } from "vitest";
import { addReport, reportTargets, type ReportTarget } from "../../../grader/commands/report-target.ts";

const asked = (...values: string[]) => values.reduce<ReportTarget[]>((before, value) => addReport(value, before), []);

describe("where reports go", () => {
  it("is stdout, as text, when nothing is said", () => {
    expect(reportTargets([], null)).toEqual([{ format: "text", file: null }]);
    expect(reportTargets([], "result.txt")).toEqual([{ format: "text", file: "result.txt" }]);
  });

  it("can be several places at once", () => {
    const expected = [
      { format: "text", file: null },
      { format: "json", file: "a=b.json" },
    ];
    expect(reportTargets(asked("text", "json=a=b.json"), null)).toEqual(expected);
  });

  it("is what --output says for the one that names no file", () => {
    expect(reportTargets(asked("json"), "result.json")).toEqual([{ format: "json", file: "result.json" }]);
    expect(() => reportTargets(asked("json=a.json"), "b.json")).toThrow(/--output "b.json"/);
  });

  it("is never one place for two", () => {
    expect(() => reportTargets(asked("text", "json"), null)).toThrow(/Only one report can go to standard output/);
    expect(() => reportTargets(asked("text=a", "json=a"), null)).toThrow(/cannot go to the same file, "a"/);
  });

  it("needs a format that there is, and a file behind the =", () => {
    expect(() => asked("xml")).toThrow('got "xml"');
    expect(() => asked("json=")).toThrow('Expected a file after "json="');
  });
});
