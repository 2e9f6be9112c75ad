import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeLines, escapeTerminal } from "../../../grader/report/index.ts";

test.each([
  ["\u001b[31mred", "\\u001b[31mred"],
  ["a\rb\nc\td", "a\\rb\\nc\\td"],
  ["\u009b2J", "\\u009b2J"],
  ["\u202egnp.exe", "\\u202egnp.exe"],
  ["pass\u200bword", "pass\\u200bword"],
  ["a\u2028b\u2029c", "a\\u2028b\\u2029c"],
  ["a\u00a0b", "a\\u00a0b"],
  ["\u3164", "\\u3164"],
  ["\u{e0041}", "\\u{e0041}"],
  ["\ud800", "\\ud800"],
])("%j is shown as %s", (text, shown) => {
  expect(escapeTerminal(text)).toBe(shown);
});

test.each([
  "plain ASCII, even \\n written out",
  "Größe, naïve, Ελληνικά, 日本語\u3000全角",
  "👍🏽 👩‍👩‍👧 ✔️ 🏳️‍🌈",
  "  two  spaces ",
])("%s is left as it is", (text) => {
  expect(escapeTerminal(text)).toBe(text);
});

test("joiners hold emoji together, and nothing else", () => {
  expect(escapeTerminal("a\u200db")).toBe("a\\u200db");
  expect(escapeTerminal("👩\u200db")).toBe("👩\\u200db");
});

test("lines of a text are escaped one by one", () => {
  expect(escapeLines("a\u001b\r\nb\rc")).toEqual(["a\\u001b", "b\\rc"]);
});

describe("whatever the text", () => {
  const any = fc.string({ unit: "binary", maxLength: 60 });

  test("nothing is left that a terminal obeys or a reader cannot see", () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(escapeTerminal(text)).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]/u,
        );
      }),
    );
  });

  test("escaping twice is escaping once", () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(escapeTerminal(escapeTerminal(text))).toBe(escapeTerminal(text));
      }),
    );
  });
});
