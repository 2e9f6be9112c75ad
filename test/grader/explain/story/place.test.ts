import { expect, it } from "vitest";
import { showLines } from "../../../../grader/explain/story/place.ts";
import { at } from "../../score/builders.ts";

it("lists lines, and of many only the first", () => {
  const lines = (n: number) => showLines(Array.from({ length: n }, (_, i) => at(i + 1)));
  expect(lines(1)).toBe("line 1");
  expect(lines(3)).toBe("lines 1, 2 and 3");
  expect(lines(9)).toBe("lines 1, 2, 3, 4, 5, 6, 7, 8 and 9");
  expect(lines(1000)).toBe("lines 1, 2, 3, 4, 5, 6, 7, 8 and 992 more");
});
