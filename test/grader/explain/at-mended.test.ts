import { expect, test } from "vitest";
import { placeAtMended, toldBy } from "../../../grader/explain/index.ts";
import { at, mendedAt } from "../score/builders.ts";

const told = (line: number | null, message = "Something is wrong.", code = "lock-held") => ({
  at: line === null ? null : at(line),
  message,
  code,
});
const ways = (...all: (ReturnType<typeof told> | null)[]) => all.map((each) => () => each);

test("of several ways to tell a cause the first that points to a mended line comes before the first that only names one", () => {
  const [first, naming, pointing] = [told(3), told(4, "Line 9 waited."), told(9)];
  expect(toldBy(mendedAt(9), ways(null, first, naming, pointing))).toBe(pointing);
  expect(toldBy(mendedAt(9), ways(first, naming))).toBe(naming);
});

test("the first way is told when it tells of the mended line, none does, or nothing is mended", () => {
  const [naming, pointing] = [told(4, "Line 9 waited."), told(9)];
  expect(toldBy(mendedAt(9), ways(naming, pointing))).toBe(naming);
  expect(toldBy(mendedAt(7), ways(naming, pointing))).toBe(naming);
  expect(toldBy(null, ways(naming, pointing))).toBe(naming);
});

test("a way that points to another line with which all goes right comes before those that point to neither", () => {
  const [first, other] = [told(3), told(4)];
  const mended = { ...mendedAt(9), also: [...mendedAt(4).places] };
  expect(toldBy(mended, ways(first, other))).toBe(other);
});

test("a guess about the order of awaits says nothing of a line where something was to be given back", () => {
  const [first, guess] = [told(3), told(9, "Line 9 waited.", "sequential-awaits")];
  expect(toldBy(mendedAt(9, { piece: "await" }), ways(first, guess))).toBe(guess);
  expect(toldBy(mendedAt(9, { kind: "missing", piece: "release" }), ways(first, guess))).toBe(first);
});

test("of several places the mended one is pointed to, else the first", () => {
  expect(placeAtMended(mendedAt(9), [null, at(4), at(9)])).toEqual(at(9));
  expect(placeAtMended(mendedAt(7), [null, at(4), at(9)])).toEqual(at(4));
  expect(placeAtMended(null, [undefined, at(4), at(9)])).toEqual(at(4));
});
