import { expect, test } from "vitest";
import { tellCanonicalText } from "../../../grader/score/canonical-text.ts";

function textOf(...values: readonly unknown[]): string {
  const pieces: string[] = [];
  tellCanonicalText(values, (piece) => pieces.push(piece));
  return pieces.join("");
}

test("keys are sorted, at every depth", () => {
  expect(textOf({ b: 1, a: [{ d: null, c: "x" }] })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
});

test("what JSON has no word for is told as JSON tells it", () => {
  expect(textOf([Number.NaN, undefined, -0, "\u2028\ud800"], { gone: undefined })).toBe(
    `${JSON.stringify([Number.NaN, undefined, -0, "\u2028\ud800"])}{}`,
  );
});

test("a place is told in full each time it is named", () => {
  const at = { file: "a.ts", line: 1, column: 2 };
  expect(textOf([at, { at }])).toBe('[{"column":2,"file":"a.ts","line":1},{"at":{"column":2,"file":"a.ts","line":1}}]');
});

test("no piece is as long as the whole", () => {
  const pieces: string[] = [];
  const rows = Array.from({ length: 50_000 }, (_, i) => i);
  tellCanonicalText([rows], (piece) => pieces.push(piece));
  expect(pieces.join("")).toBe(JSON.stringify(rows));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
});
