import { InvalidArgumentError } from "commander";
import type { Format } from "../report/index.ts";
import { CallError } from "./call-error.ts";

/** The report room is loaded when there is something to report; its formats are known before. */
const formats: Readonly<Record<Format, true>> = {
  text: true,
  json: true,
  csv: true,
  junit: true,
  gradescope: true,
  exercism: true,
  github: true,
  classroom50: true,
  html: true,
  trace: true,
};
export const formatNames = Object.keys(formats) as Format[];

/** One report that was asked for. */
export interface ReportTarget {
  readonly format: Format;
  /** Null: stdout. */
  readonly file: string | null;
}

/**
 * One more value of `--format`: `FORMAT` or `FORMAT=FILE`.
 *
 * @throws InvalidArgumentError for a format that there is not
 */
export function addReport(value: string, before: readonly ReportTarget[]): ReportTarget[] {
  const equals = value.indexOf("=");
  const name = equals < 0 ? value : value.slice(0, equals);
  const format = formatNames.find((each) => each === name);
  const file = equals < 0 ? null : value.slice(equals + 1);
  if (format === undefined) {
    throw new InvalidArgumentError(`Expected one of ${formatNames.join(", ")}; got "${name}".`);
  }
  if (file === "") throw new InvalidArgumentError(`Expected a file after "${format}=".`);
  return [...before, { format, file }];
}

/**
 * All reports with their places; text on stdout when none was asked for.
 *
 * @param output `--output`: the place of the report that names none
 * @throws CallError when two want the same place
 */
export function reportTargets(asked: readonly ReportTarget[], output: string | null): ReportTarget[] {
  const placed = (asked.length === 0 ? [{ format: "text" as const, file: null }] : asked).map((each) => ({
    ...each,
    file: each.file ?? output,
  }));
  if (output !== null && !asked.some((each) => each.file === null) && asked.length > 0) {
    throw new CallError(`--output "${output}" has no report to write: every --format names a file of its own.`);
  }
  for (const [index, { file }] of placed.entries()) {
    if (placed.findIndex((other) => other.file === file) === index) continue;
    throw new CallError(
      file === null
        ? "Only one report can go to standard output. Give each of the others a file: --format json=FILE."
        : `Two reports cannot go to the same file, "${file}". Give each its own: --format json=FILE.`,
    );
  }
  return placed;
}
