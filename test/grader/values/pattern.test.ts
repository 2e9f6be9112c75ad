import { expect, test } from "vitest";
import { parseTextPattern, textMatches } from "../../../grader/values/index.ts";

function matches(pattern: string, text: string): boolean {
  return textMatches(parseTextPattern(pattern), text);
}

test("a dot stands for no line break of JavaScript's, unless the flag s is given", () => {
  const breaks = ["a\nb", "a\rb", "a\u2028b", "a\u2029b"];
  expect(breaks.filter((text) => matches("/a.b/", text))).toEqual([]);
  expect(breaks.filter((text) => matches("/a.b/s", text))).toEqual(breaks);
  expect([matches("/a[.]b/", "a.b"), matches("/a\\.b/", "a.b"), matches("/a.b/", "a😀b")]).toEqual([true, true, true]);
});
