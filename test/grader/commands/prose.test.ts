import { expect, test } from "vitest";
import { prose } from "../../../grader/commands/prose.ts";

const text = "Write your answers in answers.yaml, one line per question:\n  first: one of this, that, the other";

test("breaks between words in a terminal, and keeps lines and indents", () => {
  expect(prose(text, 30)).toBe(
    "Write your answers in\nanswers.yaml, one line per\nquestion:\n  first: one of this, that,\n  the other",
  );
});

test("a file gets every sentence on one line", () => {
  expect(prose(text, Number.POSITIVE_INFINITY)).toBe(text);
});
