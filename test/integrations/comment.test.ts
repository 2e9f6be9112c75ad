import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { aGitHub, type Sent } from "./a-github.ts";
import { aZip } from "./a-zip.ts";
import { repository } from "./github-yaml.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const event = {
  repository: { full_name: "school/course" },
  workflow_run: {
    id: 7,
    event: "pull_request",
    head_sha: commit,
    head_branch: "my-work",
    head_repository: { full_name: "ada/course" },
    conclusion: "failure",
    html_url: "https://github.com/school/course/actions/runs/7",
  },
};
const pull = (number: number, more: object = {}) => ({
  number,
  head: { sha: commit, repo: { full_name: "ada/course" } },
  base: { repo: { full_name: "school/course" } },
  ...more,
});
const result = {
  version: 1,
  results: [
    {
      exercise: "two-titles",
      status: "failed",
      score: 70,
      maxScore: 100,
      scenarios: [{ name: "both", checks: [{ title: "elapsed", status: "failed", message: "took 800 ms", line: 9 }] }],
    },
  ],
};
const comments = "/repos/school/course/issues/12/comments";

/** What the script does about a run that has left this. */
async function commented(
  left: Uint8Array | null,
  more: { pulls?: unknown; comments?: unknown; size?: number; event?: object } = {},
): Promise<{ status: number; log: string; sent: readonly Sent[]; body: string }> {
  const artifacts = left === null ? [] : [{ id: 5, name: "chronograde", size_in_bytes: more.size ?? left.length }];
  const { url, sent } = await aGitHub({
    "/repos/school/course/pulls": more.pulls ?? [pull(12)],
    "/repos/school/course/actions/runs/7/artifacts": { artifacts },
    "/repos/school/course/actions/artifacts/5/zip": left ?? undefined,
    [comments]: more.comments ?? [],
  });
  const folder = mkdtempSync(path.join(tmpdir(), "chronograde-comment-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "event.json");
  writeFileSync(file, JSON.stringify(more.event ?? event));
  const script = path.join(repository, "integrations/github/comment/main.mjs");
  const env = { PATH: process.env["PATH"], GITHUB_EVENT_PATH: file, GITHUB_API_URL: url, GITHUB_TOKEN: "t" };
  return new Promise((resolve) => {
    execFile(process.execPath, [script], { env, cwd: folder }, (error, stdout, stderr) => {
      const body = (sent[0]?.body as { body?: string } | undefined)?.body ?? "";
      resolve({ status: typeof error?.code === "number" ? error.code : 0, log: stdout + stderr, sent, body });
    });
  });
}
const shown = (results: unknown) => JSON.stringify({ version: 1, results });
const json = (value: unknown) => aZip({ "result.json": JSON.stringify(value) });

describe("a pull request is told", () => {
  test("what its run reports, in one comment", async () => {
    const { status, sent, body } = await commented(json(result));
    expect([status, sent.map(({ method, path: at }) => `${method} ${at}`)]).toEqual([0, [`POST ${comments}`]]);
    expect(body).toBe(`<!-- chronograde -->
**chronograde: commit 0123456789ab did not pass.** [The run](https://github.com/school/course/actions/runs/7) has all of it; this is what it reports:

<pre>
✗ two-titles: failed, 70 of 100 points
    line 9: both, elapsed: took 800 ms
</pre>
`);
  });

  test("again in the same comment, if that is our own and not somebody's with our marker in it", async () => {
    const [ours, theirs] = [
      { id: 3, body: "<!-- chronograde -->\nold", user: { login: "github-actions[bot]", type: "Bot" } },
      { id: 2, body: "<!-- chronograde -->\nmine", user: { login: "ada", type: "User" } },
    ];
    const before = await commented(json(result), { comments: [theirs, ours] });
    expect(before.sent.map(({ method, path: at }) => `${method} ${at}`)).toEqual([
      "PATCH /repos/school/course/issues/comments/3",
    ]);
    expect((await commented(json(result), { comments: [theirs] })).sent[0]?.method).toBe("POST");
  });

  test("that there is no result, when the run has left none", async () => {
    const { status, body } = await commented(null);
    expect(status).toBe(1);
    expect(body).toContain("The run has left no result: its log says why.");
  });
});

describe("the artifact is hostile", () => {
  test("its text stays text", async () => {
    const exercise = "</pre><img src=x> @everyone [x](y) `\n```\u202e\u0000";
    const { body } = await commented(json({ version: 1, results: [{ ...result.results[0], exercise }] }));
    const [, block = "", after] = body.split(/<pre>|<\/pre>/);
    expect(block).toContain("&lt;/pre&gt;&lt;img src=x&gt; @everyone [x](y) `\n```\\u{202e}\\u{0}: failed");
    expect(after).toBe("\n");
  });

  test("a long one fits into a comment", async () => {
    const findings = Array.from({ length: 200 }, () => ({ title: "<".repeat(900), status: "failed" }));
    const results = [{ ...result.results[0], scenarios: [{ name: "many", checks: findings }] }];
    const { body } = await commented(json({ version: 1, results }));
    expect(body.length).toBeLessThan(65_536);
    expect(body).toMatch(/… and \d+ lines more/);
  });

  test.each<[string, Uint8Array, string]>([
    ["no zip", Buffer.from("result.json"), "no archive with a result.json"],
    ["another file", aZip({ "../result.json": "{}" }), "no archive with a result.json"],
    ["no UTF-8", aZip({ "result.json": Buffer.from([0xff, 0x7b]) }), "no UTF-8"],
    ["a bomb", aZip({ "result.json": Buffer.alloc(20_000_000, 0x20) }), "larger than 16777216 bytes"],
  ])("%s is not shown", async (_what, left, why) => {
    const { status, body } = await commented(left);
    expect(status).toBe(1);
    expect(body).toContain(why);
    expect(body).not.toContain("two-titles");
  });

  const [one] = result.results;
  test.each<[string, string, string]>([
    ["no JSON", "{", "no JSON"],
    ["another version", JSON.stringify({ version: 2 }), "no result of version 1"],
    ["more points than there are", shown([{ ...one, score: 101 }]), "higher than"],
    ["no number", shown([{ ...one, score: "70" }]), "no number of points"],
    ["a status of its own", shown([{ ...one, status: "great" }]), "none of ours"],
    ["no list", shown({ length: 1 }), "no list of objects"],
    ["too many", shown(Array.from({ length: 201 }, () => ({}))), "more than 200"],
  ])("a result with %s is none", async (_what, text, why) => {
    const file = pathToFileURL(path.join(repository, "integrations/github/comment/result.mjs")).href;
    const { readResult } = (await import(file)) as { readResult(text: string): unknown };
    expect(() => readResult(text)).toThrow(why);
  });

  test("a large one is not even fetched", async () => {
    expect((await commented(json(result), { size: 3_000_000 })).body).toContain("larger than 2097152 bytes");
  });
});

describe("where to write follows from GitHub's event alone", () => {
  test.each<[string, unknown]>([
    ["pushed to again", [pull(12, { head: { sha: "f".repeat(40), repo: { full_name: "ada/course" } } })]],
    ["of another fork", [pull(12, { head: { sha: commit, repo: { full_name: "eve/course" } } })]],
    ["twofold", [pull(12), pull(13)]],
  ])("a pull request that is %s gets no comment", async (_what, pulls) => {
    const { status, sent, log } = await commented(json({ ...result, pull_request: 12 }), { pulls });
    expect([status, sent]).toEqual([0, []]);
    expect(log).toMatch(/^::notice::.*No comment\.\n$/);
  });

  test("a run on anything but pull_request is none of ours", async () => {
    const push = { ...event, workflow_run: { ...event.workflow_run, event: "push" } };
    const { status, sent } = await commented(json(result), { event: push });
    expect([status, sent]).toEqual([1, []]);
  });
});
