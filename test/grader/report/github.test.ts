import { describe, expect, test } from "vitest";
import { githubAnnotations } from "../../../grader/report/github-annotations.ts";
import { githubOutputs } from "../../../grader/report/github-outputs.ts";
import { githubSummary } from "../../../grader/report/github-summary.ts";
import { reportGithub } from "../../../grader/report/github.ts";
import type { Grade } from "../../../grader/score/index.ts";
import {
  deadlocked,
  hostile,
  hostileText,
  notGraded,
  passing,
  sequential,
  source,
  threwInside,
  untyped,
} from "./grades.ts";

const golden = (name: string) => `../../fixtures/report/${name}`;
const mebibyte = 1024 * 1024;

test("the whole log", async () => {
  await expect(reportGithub([sequential, untyped, notGraded, deadlocked], "course")).toMatchFileSnapshot(
    golden("github.txt"),
  );
});

test("the whole summary", async () => {
  const tampered = [{ path: "solutions/a.ts", change: "changed", message: "Solutions are not handed in." }] as const;
  await expect(githubSummary([sequential, notGraded, threwInside], tampered, mebibyte)).toMatchFileSnapshot(
    golden("github-summary.md"),
  );
});

describe("annotations", () => {
  const many = Array.from({ length: 13 }, () => sequential);
  const levels = (lines: readonly string[]) => lines.map((line) => /^::(error|warning|notice) /.exec(line)?.[1]);

  test("are no more than GitHub shows, and the last one tells of the others", () => {
    const lines = githubAnnotations(many, [], "");
    expect(levels(lines).filter((level) => level === "error")).toHaveLength(10);
    expect(levels(lines).filter((level) => level === "notice")).toHaveLength(10);
    expect(lines.at(-1)).toMatch(/^::notice title=More than is shown here::There are 46 more findings/);
  });

  test("have their place in the repository", () => {
    expect(githubAnnotations([sequential], [], "course")[0]).toMatch(/^::error file=course\/submission.ts,line=10,/);
  });

  test("are one line each, whatever a submission says", () => {
    const named: Grade = { ...hostile, exercise: "a,b:c%\n::error::d" };
    for (const line of githubAnnotations([named], [], "")) {
      expect(line).toMatch(/^::(?:error|warning|notice) [^\n\r]*$/);
      expect(line).not.toContain("\u001b");
      expect(line.slice(2).split("::")[0]).not.toMatch(/title=a,|title=a:/);
    }
  });

  test("say once why a scenario was stopped, and that it was not graded", () => {
    expect(githubAnnotations([deadlocked], [], "").filter((line) => line.includes("deadlock"))).toHaveLength(1);
    expect(githubAnnotations([notGraded], [], "")).toEqual([expect.stringMatching(/^::error title=.*not graded::/)]);
  });
});

describe("the fence around the report", () => {
  const tokenOf = (text: string) => /^::stop-commands::(\w{64})$/m.exec(text)![1]!;

  test("holds all that a submission made, and closes with the token that opened it", () => {
    const text = reportGithub([hostile], "");
    const token = tokenOf(text);
    const [before = "", fenced] = text.split(`::stop-commands::${token}\n`);
    expect(fenced!.endsWith(`\n::${token}::\n`)).toBe(true);
    expect(before.split("\n").slice(0, -1)).toEqual(githubAnnotations([hostile], [], ""));
  });

  test("has the same token on every run, and another one for another text", () => {
    expect(tokenOf(reportGithub([sequential], ""))).toBe(tokenOf(reportGithub([sequential], "")));
    const other = { ...sequential, sources: [{ file: "submission.ts", text: source.replace("first", "fore") }] };
    expect(tokenOf(reportGithub([other], ""))).not.toBe(tokenOf(reportGithub([sequential], "")));
  });
});

describe("the summary", () => {
  test("shows what a submission says as text: no markup, no link, no mention", () => {
    const loud: Grade = { ...hostile, submission: "<img src=x>|[a](http://x.test)`@team`\n# b" };
    const page = githubSummary([loud], [], mebibyte);
    expect(page).not.toMatch(/<(?!\/?(?:br|pre|details|summary)>)/);
    expect(page).not.toMatch(/@|\]\(|`|http:|^# b/m);
    expect(page).not.toContain(hostileText);
  });

  test("is no larger than the room that is left", () => {
    const page = githubSummary(
      Array.from({ length: 50 }, () => sequential),
      [],
      20_000,
    );
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(20_000);
    expect(page).toMatch(/does not fit on this page/);
    expect(githubSummary([sequential], [], 10)).toBe("");
  });
});

test("the outputs have no score and no pass where something was not graded", () => {
  expect(githubOutputs([passing, sequential], false, false)).toBe("score=116.67\nmax-score=200\npassed=false\n");
  expect(githubOutputs([passing], false, true)).toBe("score=100\nmax-score=100\npassed=true\n");
  expect(githubOutputs([passing, notGraded], false, true)).toBe("score=\nmax-score=\npassed=false\n");
  expect(githubOutputs([passing], true, true)).toBe("score=\nmax-score=\npassed=false\n");
});
