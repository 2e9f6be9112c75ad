import { describe, expect, test } from "vitest";
import { clusterFindings } from "../../../grader/report/clusters.ts";
import type { Grade } from "../../../grader/score/index.ts";
import { passing, threwInside } from "./grades.ts";

type Scenario = Grade["scenarios"][number];

/** Every check of the scenarios fails: visible ones with a finding of this code, hidden ones silently. */
function failing(code: string, ...scenarios: { hidden: boolean; titles: string[] }[]): Grade {
  const [model] = passing.scenarios as [Scenario];
  const checks = (hidden: boolean, titles: string[]): Scenario["checks"] =>
    titles.map((title) => ({
      ...model.checks[0]!,
      title,
      status: "failed",
      finding: hidden ? null : { code, message: `about ${title}`, hint: null, at: null },
    }));
  const built = scenarios.map(({ hidden, titles }) => ({
    ...model,
    hidden,
    status: titles.length === 0 ? ("passed" as const) : ("failed" as const),
    checks: checks(hidden, titles),
  }));
  return { ...passing, status: "failed", scenarios: built };
}

function told(...grades: Grade[]) {
  return clusterFindings(grades).map(({ title, example, grades: same }) => [same.length, title, example]);
}

describe("what went wrong in a class", () => {
  test("is told once for checks that always fail together, and by itself for one that also fails alone", () => {
    const two = () => failing("late", { hidden: false, titles: ["elapsed", "peak"] });
    expect(told(two(), two())).toEqual([[2, "elapsed, peak (late)", "about elapsed"]]);
    expect(told(two(), failing("late", { hidden: false, titles: ["peak"] }))).toEqual([
      [2, "peak (late)", "about peak"],
      [1, "elapsed (late)", "about elapsed"],
    ]);
  });

  test("is the error that was thrown, and not each check that it cost", () => {
    expect(told(threwInside).map(([, title]) => title)).toEqual(["run (entry-threw)"]);
  });

  test("in hidden scenarios alone is one entry, with counts and nothing more", () => {
    const seen = { hidden: false, titles: [] };
    const one = failing("x", seen, { hidden: true, titles: ["stdout"] });
    const two = failing("x", seen, { hidden: true, titles: ["stdout", "tasks"] });
    const both = failing("x", { hidden: false, titles: ["stdout"] }, { hidden: true, titles: ["stdout"] });
    expect(told(one, two, both)).toEqual([
      [2, "passed everything but hidden scenarios (stdout 2×, tasks 1×)", null],
      [1, "stdout (x)", "about stdout"],
    ]);
  });
});
