import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Step } from "./github-yaml.ts";

export interface StepRun {
  readonly status: number | null;
  /** Both streams. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/**
 * Runs a step's script as GitHub's runner does: in a file of its own, by a bash that ends at the first error, with the files that it names
 * in the environment.
 *
 * @param values what stands in `${{ }}`, by its text; what is not there is empty, as on GitHub
 */
export function runStep(
  step: Step,
  at: {
    readonly folder: string;
    readonly values?: Readonly<Record<string, string>>;
    readonly environment?: Readonly<Record<string, string>>;
  },
): StepRun {
  const temp = mkdtempSync(path.join(tmpdir(), "chronograde-runner-"));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const file = (name: string) => path.join(temp, name);
  for (const name of ["output", "summary"]) writeFileSync(file(name), "");
  writeFileSync(file("script.sh"), step.run!);
  const own = Object.entries(step.env ?? {}).map(([name, text]) => [
    name,
    text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_whole, key: string) => at.values?.[key] ?? ""),
  ]);
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", file("script.sh")],
    {
      cwd: at.folder,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"]!,
        HOME: temp,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_OUTPUT: file("output"),
        GITHUB_STEP_SUMMARY: file("summary"),
        GITHUB_WORKSPACE: at.folder,
        RUNNER_TEMP: temp,
        ...(Object.fromEntries(own) as Record<string, string>),
        ...at.environment,
      },
    },
  );
  const lines = existsSync(file("output")) ? readFileSync(file("output"), "utf8").trim().split("\n") : [];
  return {
    status,
    log: stdout + stderr,
    outputs: Object.fromEntries(lines.filter((line) => line !== "").map((line) => line.split("=", 2))),
    summary: readFileSync(file("summary"), "utf8"),
  };
}
