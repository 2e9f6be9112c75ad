import { distance } from "fastest-levenshtein";
import type { OutputRecord, Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import {
  matchesSnapshot,
  showExpected,
  showText,
  type Expected,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

type OutputCheck = Extract<Check, { kind: "output" }>;

interface Line {
  readonly text: string;
  readonly at: Position | null;
}

/** A block of text is a list of lines; its last line break means nothing. A matcher may be tried on either form. */
export function checkOutput(check: OutputCheck, run: Run): CheckOutcome {
  const lines = run.output.filter((record) => record.stream === check.stream).flatMap(linesOf);
  const expected = expectedLines(check.lines);
  if (expected === null) {
    if (formsOf(lines).some((form) => matchesSnapshot(check.lines, form))) return passed;
    return failed({
      code: "output-differs",
      message: `printed ${showLines(lines)} to ${check.stream}; expected ${showExpected(check.lines)}`,
      hint: hintFor(lines),
      at: lines.at(-1)?.at ?? null,
    });
  }
  const wrong = firstDifference(expected, lines);
  if (wrong === null) return passed;
  return failed(describe(check.stream, expected, lines, wrong));
}

function linesOf(record: OutputRecord): Line[] {
  return record.text.split("\n").map((text) => ({ text, at: record.at }));
}

/** Null when it is no plain list of lines. */
function expectedLines(expected: Expected): readonly Expected[] | null {
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

function firstDifference(expected: readonly Expected[], lines: readonly Line[]): number | null {
  for (let i = 0; i < Math.max(expected.length, lines.length); i++) {
    const [want, got] = [expected[i], lines[i]];
    if (want === undefined || got === undefined || !matchesSnapshot(want, got.text)) return i;
  }
  return null;
}

function describe(stream: string, expected: readonly Expected[], lines: readonly Line[], index: number) {
  const got = lines[index];
  const want = expected[index];
  const common = { at: got?.at ?? lines.at(-1)?.at ?? null };
  const nth = `line ${index + 1} of ${stream}`;
  if (got === undefined) {
    return {
      ...common,
      code: "output-missing",
      message: `${nth} is missing: expected ${showExpected(want!)}, but ${lines.length === 0 ? "nothing was printed" : `only ${counted(lines.length)} came`}`,
      hint: lines.length === 0 ? hintFor(lines) : "Does the run reach the code that prints it?",
    };
  }
  if (want === undefined) {
    return {
      ...common,
      code: "output-excess",
      message: `${nth} is ${showText(got.text)}, but ${expected.length === 0 ? "nothing" : `only ${counted(expected.length)}`} should come`,
      hint: "Which line prints it, and is it meant to run here, or to run again?",
    };
  }
  const texts: Snapshot = { t: "list", v: lines.map((line) => line.text) };
  const reordered = matchesSnapshot({ kind: "unordered", items: expected }, texts);
  const differs = hintForDifference(expected, lines, index);
  return {
    ...common,
    code: reordered ? "output-reordered" : "output-differs",
    message:
      `${nth} is ${showText(got.text)}; expected ${showExpected(want)}` +
      (reordered ? ". The lines are right, but in a different order" : ""),
    hint: reordered ? "What decides who prints first here: the order of the code, or who is ready first?" : differs,
  };
}

function hintForDifference(expected: readonly Expected[], lines: readonly Line[], index: number): string {
  const got = lines[index]!.text;
  const later = expected.slice(index + 1).some((each) => matchesSnapshot(each, got));
  if (later) return "This line is expected later. What has to be printed before it, and what prints that?";
  const want = expected[index]!;
  if (want.kind === "string" && isOtherNumber(want.value, got))
    return "Only the numbers in it differ. What is each of them taken from, and what was waited for before this line was printed?";
  const isNear = want.kind !== "string" || distance(want.value, got) <= 3;
  if (isNear) return "Compare the two texts character by character: the values in them, the spaces, the punctuation.";
  return "Which values went into this line, and were they the right ones at that moment?";
}

function isOtherNumber(want: string, got: string): boolean {
  return want.replaceAll(/\d+/g, "0") === got.replaceAll(/\d+/g, "0");
}

function hintFor(lines: readonly Line[]): string {
  return lines.length === 0
    ? "Does the run reach console.log at all?"
    : "Compare the output with what the exercise asks for, line by line.";
}

function showLines(lines: readonly Line[]): string {
  return lines.length === 0 ? "nothing" : showText(lines.map((line) => line.text).join("\n"), 80);
}

function counted(n: number): string {
  return n === 1 ? "1 line" : `${n} lines`;
}
