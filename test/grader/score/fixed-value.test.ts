import { describe, expect, it } from "vitest";
import { withFixedValues } from "../../../grader/score/fixed-value.ts";
import { failed } from "../../../grader/score/outcome.ts";
import { aCheck, aRun, aScenario, at, expected } from "./builders.ts";

const finding = { code: "returned-other", message: 'returned "Ada Byron"; expected it', hint: null, at: null };
const sources = [{ file: "submission.ts", text: 'export const main = async () => "Ada Byron";\n' }];

/** What is said of "Ada Byron" where this is expected, beside a scenario of other arguments that expects just that. */
function said(value: string, solution: string | null) {
  const scenario = (name: string, args: string[], wanted: string) =>
    aScenario({ name, args, checks: [aCheck({ kind: "returns", value: expected(wanted) })] });
  const run = aRun({ outcome: { kind: "returned", value: "Ada Byron" } });
  const [first] = withFixedValues(
    [
      { scenario: scenario("this one", ["2"], value), run, outcomes: [failed(finding)] },
      { scenario: scenario("the other", ["1"], "Ada Byron"), run, outcomes: [failed(finding)] },
    ],
    at(1),
    { sources, solution },
  );
  return first![0]!.finding!.message;
}

describe("a value that stands in the code", () => {
  it("is told with the scenario that expects it", () => {
    expect(said("Mary Somerville", "return name;")).toBe(
      'returned "Ada Byron"; expected it. That is what "the other" expects, which gives other arguments',
    );
  });

  it.each([
    ["the solution writes it down, too", "Mary Somerville", 'const usual = "Ada Byron";'],
    ["it is right, and wrong only under another schedule", "Ada Byron", "return name;"],
  ])("is not told so where %s", (_, value, solution) => {
    expect(said(value, solution)).toBe(finding.message);
  });
});
