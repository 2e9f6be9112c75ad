import { expect, test } from "vitest";
import { wrap } from "../../../grader/report/wrap.ts";

test("breaks between words, with room for more in the first line", () => {
  expect(wrap("one two three four five", 10, 3)).toEqual(["one two three", "four five"]);
});

test("a word that fits the first line only stays whole in it", () => {
  expect(wrap("exercises/a.ts", 12, 2)).toEqual(["exercises/a.ts"]);
});

test("a word that is longer than a line is cut, and no space comes between its pieces", () => {
  expect(wrap("abcdefghijklmno", 10, 2)).toEqual(["abcdefghijkl", "mno"]);
  expect(wrap("see abcdefghijklmno now", 10)).toEqual(["see", "abcdefghij", "klmno now"]);
});

test("a number and its unit stay together", () => {
  expect(wrap("waited for 300 ms", 14)).toEqual(["waited for", "300 ms"]);
});

test("a command that is there to be typed stays on one line", () => {
  expect(wrap('For the starter: "npx chronograde reset two".', 34)).toEqual([
    "For the starter:",
    '"npx chronograde reset two".',
  ]);
});

test("a command that no line can hold is broken between its words", () => {
  expect(wrap('"npx chronograde reset two"', 20)).toEqual(['"npx chronograde', 'reset two"']);
});
