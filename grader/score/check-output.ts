import type { OutputRecord, Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import { matchesSnapshot, showExpected, showText, type Expected, type Snapshot } from "../values/index.ts";
import { type Besides, explainUnfinished, nothing } from "../explain/index.ts";
import { meantCancels } from "./meant-cancels.ts";
import { nothingPrintedHint, outputDifference, type Line } from "./output-difference.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

type OutputCheck = Extract<Check, { kind: "output" }>;

/** A block of text is a list of lines; its last line break means nothing. A matcher may be tried on either form. */
export function checkOutput(
  check: OutputCheck,
  run: Run,
  scenario: Scenario,
  { mended = null }: Besides = nothing,
): CheckOutcome {
  const lines = linesTo(check.stream, run);
  const expected = expectedLines(check.lines);
  if (expected === null) {
    if (formsOf(lines).some((form) => matchesSnapshot(check.lines, form))) return passed;
    const isShort = check.lines.kind === "unordered" && lines.length < check.lines.items.length;
    const cause = isShort ? explainUnfinished(run, meantCancels(scenario, run)) : null;
    const what = `printed ${showLines(lines)} to ${check.stream}; expected ${showExpected(check.lines)}`;
    return failed({
      code: "output-differs",
      message: cause === null ? what : `${what}. ${cause.message}`,
      hint: cause?.hint ?? hintFor(lines),
      at: cause?.at ?? lines.at(-1)?.at ?? null,
    });
  }
  const wrong = firstDifference(expected, lines);
  if (wrong === null) return passed;
  const output = { stream: check.stream, expected, lines, meant: meantCancels(scenario, run), scenario, mended };
  return outputDifference(run, output, wrong);
}

export function linesTo(stream: OutputCheck["stream"], run: Run): Line[] {
  return run.output.filter((record) => record.stream === stream).flatMap(linesOf);
}

function linesOf(record: OutputRecord): Line[] {
  const { task, atMs, at, calledAt = null } = record;
  return record.text.split("\n").map((text) => ({ text, task, atMs, at, calledAt }));
}

/** Null when it is no plain list of lines. */
export function expectedLines(expected: Expected): readonly Expected[] | null {
  if (expected.kind === "string") return splitText(expected.value);
  if (expected.kind !== "list") return null;
  return expected.items.flatMap((item) =>
    item.kind === "string" && item.value !== "" ? splitText(item.value) : [item],
  );
}

function splitText(text: string): Expected[] {
  if (text === "") return [];
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((value) => ({ kind: "string", value }));
}

function formsOf(lines: readonly Line[]): readonly Snapshot[] {
  const texts = lines.map((line) => line.text);
  const block = texts.join("\n");
  return [{ t: "list", v: texts }, block, `${block}\n`];
}

/** Null when there is none. */
export function firstDifference(expected: readonly Expected[], lines: readonly Line[]): number | null {
  for (let i = 0; i < Math.max(expected.length, lines.length); i++) {
    const [want, got] = [expected[i], lines[i]];
    if (want === undefined || got === undefined || !matchesSnapshot(want, got.text)) return i;
  }
  return null;
}

function hintFor(lines: readonly Line[]): string {
  return lines.length === 0 ? nothingPrintedHint : "Compare the output with what the exercise asks for, line by line.";
}

function showLines(lines: readonly Line[]): string {
  return lines.length === 0 ? "nothing" : showText(lines.map((line) => line.text).join("\n"), 80);
}
