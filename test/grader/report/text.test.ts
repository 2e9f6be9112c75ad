import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { reportText } from "../../../grader/report/index.ts";
import { aCheck, aScenario, anExercise, expected, returned, threw } from "../score/builders.ts";
import { gradeOf } from "../score/grading.ts";
import { deadlocked, hostile, notGraded, passing, revealed, sequential, threwInside, untyped } from "./grades.ts";

const plain = { color: false, columns: 80 };
const golden = (name: string) => `../../fixtures/report/${name}`;

describe("the whole text", () => {
  test("of a submission that waits in line", async () => {
    await expect(reportText([sequential], plain)).toMatchFileSnapshot(golden("sequential.txt"));
  });

  test("of the same with its hidden scenario revealed", async () => {
    await expect(reportText([revealed], plain)).toMatchFileSnapshot(golden("revealed.txt"));
  });

  test("of one that throws", async () => {
    await expect(reportText([threwInside], plain)).toMatchFileSnapshot(golden("threw.txt"));
  });

  test("of one that ends in a deadlock", async () => {
    await expect(reportText([deadlocked], plain)).toMatchFileSnapshot(golden("deadlock.txt"));
  });

  test("of one that does not compile", async () => {
    await expect(reportText([untyped], plain)).toMatchFileSnapshot(golden("types.txt"));
  });

  test("of several, one of which could not be graded", async () => {
    await expect(reportText([passing, notGraded, sequential], plain)).toMatchFileSnapshot(golden("several.txt"));
  });

  test("in color", async () => {
    await expect(reportText([sequential], { ...plain, color: true })).toMatchFileSnapshot(golden("color.txt"));
  });

  test("of a hostile submission", async () => {
    await expect(reportText([hostile], plain)).toMatchFileSnapshot(golden("hostile.txt"));
  });
});

test("color changes nothing but the color", () => {
  const colored = reportText([passing, sequential], { ...plain, color: true });
  // oxlint-disable-next-line no-control-regex
  expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(reportText([passing, sequential], plain));
});

test.each([40, 70, 80, 200])("fits %d columns", (columns) => {
  const text = reportText([sequential, deadlocked, untyped, hostile], { color: false, columns });
  expect(text.split("\n").filter((line) => stringWidth(line) > columns)).toEqual([]);
});

describe("a submission", () => {
  const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]/u;
  const exercise = anExercise({
    scenarios: [aScenario({ checks: [aCheck({ kind: "returns", value: expected("a") })] })],
  });

  test("cannot move the cursor or hide anything", () => {
    expect(reportText([hostile], plain).replaceAll("\n", "")).not.toMatch(unseen);
  });

  test("cannot do so in color either", () => {
    const text = reportText([hostile], { ...plain, color: true });
    // oxlint-disable-next-line no-control-regex
    expect(text.replaceAll(/\u001b\[\d+m|\n/g, "")).not.toMatch(unseen);
  });

  test("cannot fake a line of the report", () => {
    const fakes = fc.array(
      fc.constantFrom(" ", "x", "\n", "\r\n", "✓ one, 0 ms", "✓ returns", "1 graded: 1 passed, 100 of 100 points"),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(fakes, (parts) => {
        const text = parts.join("");
        const grades = [gradeOf(exercise, [threw("Error", text)]), gradeOf(exercise, [returned(text)])];
        const lines = reportText(grades, plain).split("\n");
        expect(lines.filter((line) => /^ {0,2}✓/.test(line))).toEqual([]);
        expect(lines.filter((line) => line.startsWith("1 graded"))).toEqual([]);
      }),
    );
  });
});

test("a long report of diagnostics is cut off with a word about the rest", () => {
  const many = { ...untyped, diagnostics: Array.from({ length: 25 }, () => untyped.diagnostics[0]!) };
  const text = reportText([many], plain);
  expect(text.match(/^✗ TS2345$/gm)).toHaveLength(10);
  expect(text).toContain("and 15 more.");
});

test("a place is framed once, and named wherever it matters", () => {
  const many = { ...untyped, diagnostics: [untyped.diagnostics[0]!, untyped.diagnostics[0]!] };
  const text = reportText([many], plain);
  expect(text.match(/submission\.ts:9:28/g)).toHaveLength(2);
  expect(text.match(/const first = createTask/g)).toHaveLength(1);
});

test("warnings of one kind are told once, with the places of the others", () => {
  const warnings = [5, 8, 12].map((line) => ({
    ...untyped.diagnostics[0]!,
    code: "sleep-seconds",
    severity: "warning" as const,
    line,
  }));
  const text = reportText([{ ...passing, diagnostics: warnings }], plain);
  expect(text.match(/sleep-seconds/g)).toHaveLength(1);
  expect(text).toContain("  The same kind: submission.ts:8, submission.ts:12.\n");
});

test("nobody is told to change a file that cannot be read", () => {
  const submission = "exercises/two-titles/submission.ts";
  const rejection = {
    code: "unreadable",
    message: `${submission} does not exist.`,
    file: null,
    line: null,
    column: null,
  };
  const exercise = anExercise({ scenarios: [aScenario({ checks: [aCheck({ kind: "leftovers" })] })] });
  const text = reportText([gradeOf(exercise, [], { submission, rejection })], plain);
  expect(text).toContain(
    'Next: put a file that can be read in its place. For the starter:\n  "npx chronograde reset two-titles".',
  );
});

test("a type error is told once, by the compiler's own finding", () => {
  const [own] = untyped.diagnostics;
  const same = { ...untyped, reason: { ...untyped.reason!, message: `${own!.message} (and 1 more)` } };
  expect(reportText([same], plain).match(/A promise is given/g)).toHaveLength(1);
});
