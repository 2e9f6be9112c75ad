import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Repair, SubmissionFile } from "../../../../grader/compile/index.ts";
import { repairsFrom } from "../../../../grader/compile/repairs/repairs-from.ts";

const fixtures = path.join(import.meta.dirname, "../../../fixtures/repairs");

function read(name: string, which: "solution" | "submission"): SubmissionFile {
  const file = path.join(fixtures, name, `${which}.ts`);
  return { path: `${which}.ts`, display: `${which}.ts`, text: readFileSync(file, "utf8") };
}

const submissionOf = (text: string): SubmissionFile => ({ path: "submission.ts", display: "submission.ts", text });

function repairsOf(name: string): Promise<readonly Repair[]> {
  return repairsFrom([read(name, "submission")], [read(name, "solution")]);
}

/** Where, and in what: `4-4 missing await`. */
function told(repairs: readonly Repair[]): string[] {
  return repairs.map(({ at, about }) => `${at.line}-${at.endLine} ${about.kind} ${about.piece}`);
}

function applied(text: string, edits: Repair["edits"]): string {
  let changed = text;
  const inOrder = edits.map((edit, i) => ({ ...edit, i })).toSorted((a, b) => b.start - a.start || b.i - a.i);
  for (const { start, end, text: put } of inOrder) changed = changed.slice(0, start) + put + changed.slice(end);
  return changed;
}

describe("the repairs of a submission", () => {
  it("are none when it is the solution under other names, in another order and form", async () => {
    expect(await repairsOf("renamed")).toEqual([]);
  });

  it("are none when it is a program of its own", async () => {
    expect(await repairsOf("own-program")).toEqual([]);
  });

  it("are none when it does not parse", async () => {
    expect(await repairsFrom([submissionOf("export function (")], [read("in-turn", "solution")])).toEqual([]);
  });

  it("are none when there is nothing to compare it with", async () => {
    expect(await repairsFrom([submissionOf("export const a = 1;")], [])).toEqual([]);
    expect(await repairsFrom([], [read("in-turn", "solution")])).toEqual([]);
  });

  it("are none when it is too long to be compared", async () => {
    const long = `${read("in-turn", "submission").text}\n${"console.log(1 + 1);\n".repeat(1000)}`;
    expect(await repairsFrom([submissionOf(long)], [read("in-turn", "solution")])).toEqual([]);
  });

  it.each([
    ["await-forgotten", "4-4 missing await"],
    ["one-woken", "10-10 other signal"],
    ["moved-out", "7-7 order lock"],
    ["skipped-by-an-error", "8-8 order catch"],
    ["never-released", "5-7 missing finally"],
    ["in-turn", "10-13 other loop"],
    ["helper-missing", "6-6 missing sleep"],
  ])("are one when there is one mistake: %s", async (name, where) => {
    expect(told(await repairsOf(name))).toEqual([where]);
  });

  it.each([
    ["limit-from-the-door", "5-6", { of: "limit", isInside: true }],
    ["moved-out", "7-7", { of: "lock", isInside: true }],
    ["slot-until-the-end", "7-9", { of: "lock", isInside: true }],
    ["more-in-the-try", "6-6", { of: "catch", isInside: true }],
    ["once-for-all", "4-4", { of: "loop", isInside: false }],
  ])("tell what right code stands inside of, or outside: %s", async (name, where, wall) => {
    const found = (await repairsOf(name)).filter(({ about }) => about.wall !== undefined);
    expect(found.map(({ at, about }) => [`${at.line}-${at.endLine}`, about.wall])).toEqual([[where, wall]]);
  });

  it("move together what stands together", async () => {
    const [repair] = await repairsOf("limit-from-the-door");
    const mended = applied(read("limit-from-the-door", "submission").text, repair!.edits);
    expect(mended.indexOf("sleep(walk)")).toBeLessThan(mended.indexOf("bell.wait()"));
    expect(mended.indexOf("bell.wait()")).toBeLessThan(mended.indexOf("timeout(1000"));
  });

  it("are one for each mistake, and then one for all of a function", async () => {
    expect(told(await repairsOf("one-less"))).toEqual(["4-4 other operator", "5-5 other number", "4-5 other loop"]);
  });

  it("show what is missing between the statements that it would stand between", async () => {
    expect(told(await repairsOf("two-mistakes"))).toContain("10-11 missing cancel");
  });

  it.each([
    "await-forgotten",
    "one-woken",
    "moved-out",
    "never-released",
    "in-turn",
    "helper-missing",
    "limit-from-the-door",
    "more-in-the-try",
    "once-for-all",
  ])("leave nothing to repair: %s", async (name) => {
    const submission = read(name, "submission");
    const [repair] = await repairsOf(name);
    const mended = applied(submission.text, repair!.edits);
    expect(await repairsFrom([submissionOf(mended)], [read(name, "solution")])).toEqual([]);
  });

  it("name things as the submission does", async () => {
    const [repair] = await repairsOf("in-turn");
    expect(applied(read("in-turn", "submission").text, repair!.edits)).toContain("const meals = await gather(");
  });

  it("import what their text needs, and bring along what only the solution declares", async () => {
    const [repair] = await repairsOf("helper-missing");
    const mended = applied(read("helper-missing", "submission").text, repair!.edits);
    expect(mended).toContain('import { sleep } from "chronograde";');
    expect(mended).toContain("function pauseAfter(attempt: number): number");
    expect(mended).toContain("const PAUSE = 40;");
  });
});
