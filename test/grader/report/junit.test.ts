import { describe, expect, test } from "vitest";
import { reportJunit } from "../../../grader/report/junit.ts";
import type { Grade } from "../../../grader/score/index.ts";
import { deadlocked, hostile, notGraded, passing, revealed, sequential, threwInside, untyped } from "./grades.ts";
import { xmlMistakes } from "./validators.ts";

test("the whole JUnit file", async () => {
  await expect(reportJunit([sequential, untyped, deadlocked, notGraded])).toMatchFileSnapshot(
    "../../fixtures/report/junit.xml",
  );
});

test("every grade is valid by what Ant's and Jenkins' schemas have in common", async () => {
  // XML 1.0 cannot write a NUL, a half of a surrogate pair or U+FFFE, and `]]>` may not stand in a text.
  const odd: Grade = { ...hostile, exercise: 'a"<&>', submission: "\u0000\ud800\ufffe]]>\n" };
  const tampered = [{ path: "a<b>\u0001\ud83d", change: "changed", message: "It is no submission." }] as const;
  const all = [sequential, untyped, notGraded, deadlocked, threwInside, passing, revealed, hostile, odd];
  expect(await xmlMistakes("junit.xsd", [reportJunit(all, tampered), reportJunit([])])).toEqual([]);
});

describe("what was not graded", () => {
  test("is an error, and no failure", () => {
    const xml = reportJunit([notGraded]);
    expect(xml).toContain('tests="1" failures="0" errors="1"');
    expect(xml).not.toContain("<failure");
    expect(xml).not.toContain('name="score"');
  });
});

test("counts are of the cases that follow", () => {
  const xml = reportJunit([sequential]);
  expect([...xml.matchAll(/<testcase/g)]).toHaveLength(Number(/tests="(\d+)"/.exec(xml)![1]));
  expect([...xml.matchAll(/<failure/g)]).toHaveLength(Number(/failures="(\d+)"/.exec(xml)![1]));
});
