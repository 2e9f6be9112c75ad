import { describe, expect, it } from "vitest";
import { sentencesOf, withoutQuoted } from "../../../grader/explain/sentences.ts";
import { showText } from "../../../grader/values/index.ts";

const firstSentence = (message: string) => sentencesOf(message)[0];

describe("the first sentence of a message", () => {
  it("ends at the first period", () => {
    expect(firstSentence("took 310 ms; at most 200 ms is allowed. Line 9 waits. That cost 110 ms.")).toBe(
      "took 310 ms; at most 200 ms is allowed",
    );
  });

  it("is all of it where there is only one", () => {
    expect(firstSentence("returned 3; expected 4")).toBe("returned 3; expected 4");
  });

  it.each([
    ["a text", 'returned "One. Two. Three."; expected "One. Two."'],
    ["a text with quotes in it", String.raw`returned "He said \"no. Never. \""; expected "A. B"`],
    ["a name", "no task fits `St. Mark`: there were a"],
    ["a pattern", String.raw`threw Error: "x"; expected an error with the message text matching /a\. "b. c/i`],
    ["a number", "took 1.5 ms; at most 1.25 ms is allowed"],
    ["an item", "returned [1, 2]; expected [1, 3]: at [1].x it is 2, expected 3"],
  ])("does not end in %s", (_, message) => {
    expect(firstSentence(`${message}. Line 3 waits.`)).toBe(message);
  });

  it("does not end in a text that was cut to be shown, and ends after it", () => {
    const cut = showText("One. Two. ".repeat(20), 60);
    expect(cut).toMatch(/…$/u);
    const message = `returned ${cut}; expected ${cut}: at [0] it is ${cut}, expected ${cut}`;
    expect(firstSentence(`${message}. The line is "right. No.". More.`)).toBe(message);
  });

  it("does not take an ellipsis in a text for a cut", () => {
    expect(firstSentence('returned "Wait… done. No"; expected "Yes. No". Line 3 waits.')).toBe(
      'returned "Wait… done. No"; expected "Yes. No"',
    );
  });
});

it("a message is all of its sentences", () => {
  expect(sentencesOf('printed "a. b". The lines are right. Line 3 waits.')).toEqual([
    'printed "a. b"',
    "The lines are right",
    "Line 3 waits",
  ]);
});

it("what is quoted can be left out", () => {
  expect(withoutQuoted('"line 3" of `line 4` is text matching /line 5/ on line 6')).toBe("… of … is … on line 6");
});
