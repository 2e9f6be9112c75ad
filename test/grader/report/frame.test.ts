import stringWidth from "string-width";
import { expect, test } from "vitest";
import { codeFrame } from "../../../grader/report/frame.ts";

const plain = { color: false, columns: 60 };

function frame(text: string, line: number, column: number, columns = 60): string[] | null {
  return codeFrame([{ file: "a.ts", text }], { file: "a.ts", line, column }, { ...plain, columns });
}

test("shows the line between its neighbors, and marks the column", () => {
  expect(frame("one\ntwo\nthree\nfour\nfive", 3, 3)).toEqual([
    "  1 | one",
    "  2 | two",
    "> 3 | three",
    "    |   ^",
    "  4 | four",
  ]);
});

test("counts lines as TypeScript does, and does not count a byte order mark", () => {
  expect(frame("\uFEFFone\r\ntwo\u2028three", 3, 1)).toEqual(["  1 | one", "  2 | two", "> 3 | three", "    | ^"]);
});

test("marks the right sign behind what had to be escaped", () => {
  expect(frame('"\u202e" + x', 1, 7)).toEqual(['> 1 | "\\u202e" + x', "    |            ^"]);
});

test("cuts a long line to a window around the mark", () => {
  const lines = frame(`${"a".repeat(500)}HERE${"b".repeat(500)}`, 1, 501)!;
  expect(lines.every((line) => line.length <= 60)).toBe(true);
  const column = lines[1]!.indexOf("^");
  expect(lines[0]!.slice(column, column + 4)).toBe("HERE");
});

test.each([
  ['const title = "日本語日本語日本語日本語日本語日本語日本語"; await sleep(1);', "await"],
  ['const e\u0301\u0301\u0301 = "👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧"; await sleep(1);', "await"],
  ["\t\tawait sleep(1);", "await"],
  ['a("日本"); await sleep(1);', "await"],
  ["const e\u0301\u0301\u0301\u0301 = await sleep(1);", "await"],
])("fits and marks the column, with letters of any width: %s", (line, marked) => {
  const [shown, mark] = frame(line, 1, line.indexOf(marked) + 1) as [string, string];
  expect(stringWidth(shown)).toBeLessThanOrEqual(60);
  expect(shown).not.toContain("\t");
  expect(stringWidth(shown.slice(0, shown.indexOf(marked)))).toBe(mark.indexOf("^"));
});

// In Node 20 each letter that is asked for costs a copy of the text: a line like this one took 4 GB.
test("looks at the neighborhood of the mark only, in a line of a million letters", () => {
  const [shown, mark] = frame("字".repeat(500_000) + "HERE" + "字".repeat(500_000), 1, 500_001) as [string, string];
  expect(stringWidth(shown)).toBeLessThanOrEqual(60);
  expect(shown).toMatch(/^> 1 \| …字+HERE字+…$/);
  expect(stringWidth(shown.slice(0, shown.indexOf("HERE")))).toBe(mark.indexOf("^"));
});

test.each([
  [0, 1],
  [9, 1],
])("is nothing for line %d of two", (line, column) => {
  expect(frame("a\nb", line, column)).toBeNull();
});

test("is nothing for a file that is not at hand", () => {
  expect(codeFrame([], { file: "a.ts", line: 1, column: 1 }, plain)).toBeNull();
});

test("survives a column behind the end of the line", () => {
  expect(frame("ab", 1, 99)).toEqual(["> 1 | ab", "    |   ^"]);
});
