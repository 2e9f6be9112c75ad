/** The options that several commands share, and how what is typed for them is read. */
import { InvalidArgumentError, Option } from "commander";
import type { IsolationLevel } from "../sandbox/index.ts";
import { addReport, formatNames } from "./report-target.ts";

export function courseOption(): Option {
  return new Option("--course <dir>", "where exercises/ and solutions/ are").default(".");
}

export function formatOption(): Option {
  return new Option(
    "--format <format>",
    `${formatNames.join(", ")}; FORMAT=FILE writes to a file; may be given several times`,
  )
    .argParser(addReport)
    .default([], "text");
}

export function isolationOption(): Option {
  return new Option("--isolation <level>", "refuse to grade with weaker isolation (see SECURITY.md)")
    .choices(["process", "kernel", "container"] satisfies IsolationLevel[])
    .default("process" satisfies IsolationLevel);
}

export function jobsOption(): Option {
  return new Option(
    "--jobs <number>",
    "submissions to grade at the same time (default: 1; for 32 or more, the number of cores)",
  ).argParser(parseJobs);
}

function parseJobs(value: string): number {
  const jobs = Number(value);
  if (!/^\d+$/.test(value) || jobs < 1 || jobs > 64) {
    throw new InvalidArgumentError(`Expected a number from 1 to 64, got "${value}".`);
  }
  return jobs;
}

export function parsePercent(value: string): number {
  const percent = Number(value);
  if (value.trim() === "" || !(percent >= 0 && percent <= 100)) {
    throw new InvalidArgumentError(`Expected a percent from 0 to 100, got "${value}".`);
  }
  return percent;
}

export function parseSchedule(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > Number.MAX_SAFE_INTEGER) {
    throw new InvalidArgumentError(`Expected the number of a schedule, 0 or more, got "${value}".`);
  }
  return number;
}
