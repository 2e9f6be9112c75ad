import { describe, expect, it } from "vitest";
import { answersText } from "../../../grader/spec/index.ts";

describe("answersText", () => {
  it("puts answers into the file as it is, and keeps comments and other answers", () => {
    const before = "# TODO: choose\nfirst:\nsecond: mine # sure\nthird: []\n";
    const chosen = new Map<string, string | string[]>([
      ["first", "a"],
      ["third", ["b", "c"]],
    ]);
    expect(answersText(before, chosen)).toBe("# TODO: choose\nfirst: a\nsecond: mine # sure\nthird: [b, c]\n");
  });

  it("makes a file where there is none, or nothing in it", () => {
    for (const before of [null, "", "# only a comment\n"]) {
      expect(answersText(before, new Map([["first", "yes"]]))).toMatch(/^first: yes\n$/m);
    }
  });

  it("quotes what YAML would take for something else", () => {
    expect(answersText(null, new Map([["1", "true"]]))).toBe('"1": "true"\n');
  });
});
