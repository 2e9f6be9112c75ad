import { describe, expect, test } from "vitest";
import { load } from "./load-text.ts";

/** `line:column message`, without the words that all of them begin with. */
function told(text: string): string[] {
  return load(text).errors.map(
    ({ line, column, message }) => `${line}:${column} ${message.replace(/^this is not YAML: /, "")}`,
  );
}

describe("broken YAML is told once a line, in the words of who writes the file", () => {
  test.each<readonly [text: string, ...told: string[]]>([
    ["title: [x\nseed: 1\n", "2:1 a list that begins with [ is not closed before this"],
    ["title: { a: [1, 2 }\n", "1:19 a list that begins with [ is not closed before this"],
    ["title: {\n", "2:1 a map that begins with { is not closed before this"],
    ["hints: [a, , b]\n", "1:12 there is one comma too many here"],
    ["x: { a: 1 b: 2 }\n", "1:9 a comma is missing here, or there is an indented map or list inside { } or [ ]"],
    ["x: [1]]\n", "1:7 this bracket closes nothing"],
    ["x: | text\n", "1:6 this has no meaning here; text made of such characters needs quotes"],
    [
      "scenarios:\n  - name: a\n   expect: 1\n",
      "3:4 this line is not an item of the list around it; is it indented too little or too much?",
    ],
    [
      "scenarios:\n  - name: a\n    seed: 1\n      start: 2\n",
      "3:11 text that contains a colon and a space needs quotes",
    ],
    ["title: x\n seed: 1\n", "1:8 text that contains a colon and a space needs quotes"],
    ["title: x\nseed\n", "2:1 this line has no colon and space after its key"],
    ["title: 'x' y\n", "1:12 this cannot follow what comes before it"],
    ["limits:\n    cpu: 1s\n  steps: 1\n", "3:3 the keys of one map start in the same column"],
    ["hints:\n    - a\n  - b\n", "3:3 the dashes of one list are in the same column"],
    ['{ "title": "x" "seed": 1 }\n', "1:16 this cannot follow what comes before it; is a comma missing?"],
    [
      "title: x\n<<<<<<< HEAD\nseed: 1\n=======\nseed: 2\n>>>>>>> other\n",
      ...[2, 4, 6].map((line) => `${line}:1 git left a merge conflict here; keep one of the two versions`),
    ],
    ["hints: - a\n", "1:8 a list cannot start on the line of its key"],
    [
      "title: x\nscenarios:\n  - name:\u00A0a\n    seed: 1\n",
      "3:10 column 10 of this line has a character (U+00A0) that only looks like a space",
    ],
  ])("%j", (text, ...expected) => {
    expect(told(text)).toEqual(expected);
  });

  test("what was expected is said, too", () => {
    expect(load("title: [x\nseed: 1\n").errors[0]).toMatchObject({ found: '"seed: 1"', expected: "a ] first" });
  });
});

test("a file with the line ends of an old Mac is refused as such", () => {
  expect(told("title: x\rscenarios: []\r")).toEqual([
    "1:9 a line ends here with only a carriage return (U+000D); save the file with LF or CRLF line endings",
  ]);
});
