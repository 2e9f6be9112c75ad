import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportJson, reportText } from "../../../grader/report/index.ts";
import type { Grade } from "../../../grader/score/index.ts";
import { deadlocked, hostile, revealed, sequential, untyped } from "./grades.ts";

/** Control characters but for the line break, and those that turn text round or cannot be seen. */
const UNSEEN = /(?!\n)[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "\u001b[2J",
    "\u202e",
    "\r\n✓ passed",
    "__proto__",
    "::error::x",
    "\ud800",
    "\u009b",
    "</system-out>",
    "=1+1",
  ),
  fc.constantFrom("x".repeat(5000), "\n".repeat(300), "\u200b".repeat(50)),
);

/** A grade in which some texts, whichever they are, have become others. Words of a closed set stay. */
function disturbed(grade: Grade, texts: readonly string[]): Grade {
  let next = 0;
  const closed =
    /^(?:passed|failed|rejected|error|warning|pending|done|cancelled|stdout|stderr|answered|unmocked|hanging)$/;
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === "string") {
      const isWord =
        closed.test(value) || ["t", "kind", "category", "event", "status", "outcome", "stream"].includes(key);
      next += 1;
      return isWord || next % 3 !== 0 ? value : texts[next % texts.length];
    }
    if (Array.isArray(value)) return value.map((item) => visit(item, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, visit(item, name)]));
  };
  return visit(grade, "") as Grade;
}

const grades = fc
  .tuple(
    fc.constantFrom(sequential, revealed, deadlocked, untyped, hostile),
    fc.array(nasty, { minLength: 1, maxLength: 7 }),
  )
  .map(([grade, texts]) => disturbed(grade, texts));

describe("whatever a grade says", () => {
  it("the text report is written, and nothing in it steers a terminal", () => {
    fc.assert(
      fc.property(grades, fc.integer({ min: -5, max: 250 }), (grade, columns) => {
        expect(reportText([grade], { color: false, columns })).not.toMatch(UNSEEN);
      }),
      { numRuns: 200 },
    );
  });

  it("the JSON report is JSON, says the same status and score, and nothing in it steers a terminal", () => {
    fc.assert(
      fc.property(grades, (grade) => {
        const json = reportJson([grade], []);
        expect(json).not.toMatch(UNSEEN);
        const { results } = JSON.parse(json) as { results: { status: string; percent: number }[] };
        expect(results).toMatchObject([{ status: grade.status, percent: grade.percent }]);
      }),
      { numRuns: 200 },
    );
  });
});
