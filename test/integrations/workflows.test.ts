import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { aRepository, type Files } from "../grader/commands/a-repository.ts";
import { smallExercise, solution, starter } from "../grader/commands/a-course.ts";
import { action, allSteps, repository, stepNamed, textOf, workflow, workflowFiles } from "./github-yaml.ts";
import { program, programCall } from "../program.ts";
import { runStep } from "./run-step.ts";

const submission = "exercises/hello/submission.ts";
const base = {
  "exercises/hello/exercise.yaml": smallExercise,
  [submission]: starter,
  "solutions/hello.ts": solution,
  ".npmrc": "script-shell=./owned\n",
};
const defaults = Object.fromEntries(
  Object.entries(action().inputs).map(([name, { default: text }]) => [`inputs.${name}`, text]),
);
const event = { "inputs.head": "head" };

/** As actions/checkout leaves it: the base is there under the name of the remote. */
function aPullRequest(head: Files): string {
  const folder = aRepository(base, head);
  execFileSync("git", ["update-ref", "refs/remotes/origin/main", "base"], { cwd: folder });
  return folder;
}

/** A folder like the one that GitHub unpacks an action into, with the grader of these sources. */
function anActionPath(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "chronograde-action-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, "dist/grader"), { recursive: true });
  writeFileSync(
    path.join(folder, "dist/grader/main.js"),
    `const { spawnSync } = require("node:child_process");
     process.exit(spawnSync(process.execPath, [...${JSON.stringify(program)}, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 3);`,
  );
  return folder;
}

function grade(folder: string, values: Record<string, string>, eventName = "pull_request") {
  return runStep(stepNamed(action().runs.steps, "Grade"), {
    folder,
    values: { ...defaults, ...event, ...values },
    environment: {
      GITHUB_ACTION_PATH: anActionPath(),
      GITHUB_EVENT_NAME: eventName,
      ...(eventName === "pull_request" ? { GITHUB_BASE_REF: "main" } : {}),
    },
  });
}

describe("what is written for GitHub", () => {
  test("has no mistake that GitHub's own parser sees", async () => {
    // Its modules read JSON in a way that Node does not take: bundled, they need not.
    const bundle = path.join(mkdtempSync(path.join(tmpdir(), "chronograde-parser-")), "parser.mjs");
    onTestFinished(() => rmSync(path.dirname(bundle), { recursive: true, force: true }));
    const modules = ["@actions/workflow-parser", "@actions/workflow-parser/actions/action-parser"];
    const contents = modules.map((name) => `export * from "${name}";`).join("\n");
    await build({
      stdin: { contents, resolveDir: repository },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: bundle,
      logLevel: "error",
    });
    const { parseWorkflow, parseAction, NoOperationTraceWriter } = (await import(
      pathToFileURL(bundle).href
    )) as typeof import("@actions/workflow-parser") & typeof import("@actions/workflow-parser/actions/action-parser");
    const mistakes = (file: string, content: string) => {
      const parseIt = file === "action.yml" ? parseAction : parseWorkflow;
      return parseIt({ name: file, content }, new NoOperationTraceWriter()).context.errors.getErrors();
    };
    for (const file of [...workflowFiles, "action.yml"]) expect(mistakes(file, textOf(file))).toEqual([]);
    expect(mistakes("bad.yml", textOf(workflowFiles[0]).replace("contents: read", "content: read"))).not.toEqual([]);
  });

  test("names every action by a whole commit, with its version beside it", () => {
    const used = [...workflowFiles, "action.yml"].flatMap((file) => textOf(file).match(/(?<=uses: ).*/g) ?? []);
    expect(used.length).toBeGreaterThan(8);
    for (const each of used) expect(each).toMatch(/^(\.\/chronograde|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  test("lets nothing into a script but variables", () => {
    for (const { run } of allSteps()) expect(run ?? "").not.toContain("${{");
  });

  test("may not do more than it has to, and keeps no token in a clone", () => {
    const rights = workflowFiles.flatMap((file) => {
      const { permissions, jobs } = workflow(file);
      return [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})];
    });
    expect(rights.flatMap((each) => Object.entries(each)).filter(([, right]) => right === "write")).toEqual([
      ["pull-requests", "write"],
    ]);
    for (const { uses, with: given } of allSteps()) {
      if (uses?.startsWith("actions/checkout@")) expect(given).toMatchObject({ "persist-credentials": false });
      if (uses?.startsWith("actions/setup-node@")) expect(given).toMatchObject({ "package-manager-cache": false });
    }
    expect(workflowFiles.map(textOf).join("")).not.toMatch(/pull_request_target|secrets\./);
  });
});

describe("the action", () => {
  test("grades a pull request, and says so in outputs, summary, annotations and files", () => {
    const formats = "json=out/$(touch owned)/result.json\njunit=out/result.xml\n";
    const folder = aPullRequest({ [submission]: `${starter}// begun\n`, "notes.md": "" });
    const { status, outputs, summary, log } = grade(folder, { "inputs.formats": formats, "inputs.min-score": "0" });
    expect([status, outputs]).toEqual([0, { score: "0", "max-score": "100", passed: "true" }]);
    expect(summary).toContain("| ✗ | hello&#58; Say hello |");
    expect(log).toContain(`::error file=${submission},line=3,`);
    const result = JSON.parse(readFileSync(path.join(folder, "out/$(touch owned)/result.json"), "utf8")) as object;
    expect(result).toMatchObject({ results: [{ exercise: "hello", status: "failed" }] });
    expect(existsSync(path.join(folder, "owned"))).toBe(false);
  });

  test("has not passed when something was tampered with, whatever the score", () => {
    const folder = aPullRequest({ [submission]: solution, "solutions/hello.ts": starter });
    const { status, outputs, summary } = grade(folder, {});
    expect([status, outputs]).toEqual([1, { passed: "false", score: "", "max-score": "" }]);
    expect(summary).toContain("solutions");
  });

  test("compares with the head, not with its merge: nobody is blamed for what the base has got meanwhile", () => {
    expect(action().inputs["head"]?.default).toBe("${{ github.event.pull_request.head.sha }}");
  });

  test("says what is missing when there is no base, and passes nothing", () => {
    const folder = aPullRequest({ [submission]: solution });
    const without = grade(folder, { "inputs.mode": "pr" }, "push");
    expect([without.status, without.outputs]).toEqual([2, {}]);
    expect(without.log).toContain("::error::The mode pr needs a base");
    expect(grade(folder, { "inputs.mode": "all" }).status).toBe(2);
  });

  test("installs in its own folder by the lockfile, without a script, and only once", () => {
    const folder = aPullRequest({});
    const bin = path.join(folder, "bin");
    mkdirSync(bin);
    writeFileSync(path.join(bin, "npm"), '#!/bin/sh\necho "npm $* in $(pwd)"\n', { mode: 0o755 });
    const build = stepNamed(action().runs.steps, "Build chronograde from this very commit");
    const at = (actionPath: string) =>
      runStep(build, {
        folder,
        environment: { GITHUB_ACTION_PATH: actionPath, PATH: `${bin}:${process.env["PATH"]}` },
      }).log;
    expect(at(anActionPath())).toBe("");
    const empty = mkdtempSync(path.join(tmpdir(), "chronograde-action-"));
    onTestFinished(() => rmSync(empty, { recursive: true, force: true }));
    expect(at(empty)).toBe(`npm ci --ignore-scripts --no-audit --no-fund in ${empty}\nnpm run build in ${empty}\n`);
  });
});

test("a new course's workflow grades a pull request by its base", () => {
  const { jobs } = workflow("templates/course/.github/workflows/grade.yml");
  const folder = aPullRequest({ [submission]: solution });
  const temp = path.join(anActionPath(), "temp");
  const bin = path.join(temp, "chronograde/node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, "chronograde"), `#!/bin/sh\nexec ${programCall} "$@"\n`, { mode: 0o755 });
  const { status, outputs } = runStep(stepNamed(jobs["pull-request"]!.steps, "Grade what was handed in"), {
    folder,
    values: { "github.event.repository.default_branch": "main", "github.event.pull_request.head.sha": "head" },
    environment: { RUNNER_TEMP: temp, GITHUB_BASE_REF: "main" },
  });
  expect([status, outputs["passed"]]).toEqual([0, "true"]);
  expect(JSON.parse(readFileSync(path.join(temp, "result.json"), "utf8"))).toMatchObject({ summary: { passed: 1 } });
});

test("only pull requests against the branch that is trusted are graded", () => {
  const graders = [
    stepNamed(
      workflow(".github/workflows/class.yml").jobs["grade"]!.steps,
      "Is the pull request against the branch that is trusted?",
    ),
    stepNamed(workflow(workflowFiles[2]).jobs["pull-request"]!.steps, "Grade what was handed in"),
  ];
  const values = { "inputs.branch": "main", "github.event.repository.default_branch": "main" };
  for (const step of graders) {
    const { status, log } = runStep(step, { folder: tmpdir(), values, environment: { GITHUB_BASE_REF: "my-own" } });
    expect(status).toBe(2);
    expect(log).toContain("Only pull requests against main are graded");
  }
});

test("a reusable workflow goes no further when its own commit is unknown", () => {
  for (const file of workflowFiles.slice(0, 2)) {
    const [job] = Object.values(workflow(file).jobs);
    const step = stepNamed(job!.steps, "Is it known which commit this workflow is of?");
    const values = { "job.workflow_repository": "school/chronograde", "job.workflow_sha": "a".repeat(40) };
    expect(runStep(step, { folder: tmpdir(), values }).status).toBe(0);
    expect(runStep(step, { folder: tmpdir(), values: {} }).log).toContain("::error::");
    expect(runStep(step, { folder: tmpdir(), values: { ...values, "job.workflow_sha": "main" } }).status).toBe(2);
  }
});
