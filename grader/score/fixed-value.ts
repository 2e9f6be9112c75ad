import { isDeepStrictEqual } from "node:util";
import { sentencesOf } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import { matchesSnapshot, showExpected, showSnapshot, showText, type Position } from "../values/index.ts";
import { expectedLines, firstDifference, linesTo } from "./check-output.ts";
import type { Finding } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";
import { textsIn } from "./told-in-reply.ts";
import { isOfTrial } from "./trial-words.ts";

interface Evaluated {
  readonly scenario: Scenario;
  readonly run: Run | null;
  readonly outcomes: readonly (CheckOutcome | null)[];
}

interface Texts {
  /** The submission's files. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  /** All of the solution; null where there is none. */
  readonly solution: string | null;
}

/** Shorter texts stand in a program by chance. */
const leastLetters = 5;
/** Nobody writes down more, and each is looked for in all of the program. */
const mostTexts = 100;

/**
 * What stands in the program as it is, where other inputs ask for something else: a value or a line that is just what another scenario expects, a sleep of the
 * same length in all of them. Hidden scenarios have no say, and what the solution has in its text, too, may well be there.
 */
export function withFixedValues(
  all: readonly Evaluated[],
  entryAt: Position | null,
  texts: Texts,
): readonly (readonly (CheckOutcome | null)[])[] {
  return all.map((each) =>
    each.outcomes.map((outcome, i) => {
      const finding = outcome?.finding ?? null;
      if (outcome === null || finding === null || each.run === null) return outcome;
      const told = toldOf({ all, each, run: each.run, entryAt, texts }, each.scenario.checks[i]!, finding);
      return told === null ? outcome : { ...outcome, finding: told };
    }),
  );
}

interface Looked {
  readonly all: readonly Evaluated[];
  readonly each: Evaluated;
  readonly run: Run;
  readonly entryAt: Position | null;
  readonly texts: Texts;
}

function toldOf(looked: Looked, check: Check, finding: Finding): Finding | null {
  switch (check.kind) {
    case "returns":
      return fixedResult(looked, check, finding);
    case "output":
      return fixedLine(looked, check, finding);
    case "elapsed":
    case "elapsed-scaled":
      return fixedSleep(looked, finding);
    default:
      return null;
  }
}

function fixedResult(looked: Looked, check: ReturnsCheck, finding: Finding): Finding | null {
  const { all, each, run, entryAt, texts } = looked;
  const parts = run.outcome.kind === "returned" ? textsIn(run.outcome.value) : [];
  if (run.outcome.kind !== "returned" || parts.length > mostTexts) return null;
  // Wrong under another schedule, of which this run shows nothing.
  if (matchesSnapshot(check.value, run.outcome.value)) return null;
  if (!areWritten(parts, texts)) return writtenDown(looked, check, parts, finding);
  const shown = showSnapshot(run.outcome.value, Infinity);
  const other = othersThan(each, all).find(({ checks }) =>
    checks.some((check) => check.kind === "returns" && showExpected(check.value, Infinity) === shown),
  );
  if (other === undefined) return writtenDown(looked, check, parts, finding);
  const at = /\. It comes from line \d/u.test(finding.message) ? finding.at : entryAt;
  return { ...finding, message: asExpectedBy(other, each.scenario, finding), hint: hintOf("value"), at };
}

type ReturnsCheck = Extract<Check, { kind: "returns" }>;

/** Where nothing tells more: a text that is wrong, that nothing gives in this scenario, and that the solution does not write down. */
function writtenDown(
  { each, texts: { sources, solution } }: Looked,
  { value }: ReturnsCheck,
  parts: readonly string[],
  finding: Finding,
): Finding | null {
  const isTold = /\bline \d/u.test(finding.message) && !isOfTrial(finding.message);
  if (solution === null || isTold) return null;
  const known = [solution, showExpected(value, Infinity), JSON.stringify([each.scenario.args, each.scenario.routes])];
  const isOwn = (part: string): boolean =>
    part.length >= leastLetters && !known.some((text) => text.includes(part) || text.includes(quoted(part)));
  for (const part of parts.filter(isOwn)) {
    const source = sources.find(({ text }) => text.includes(part));
    if (source === undefined) continue;
    const before = source.text.slice(0, source.text.indexOf(part)).split("\n");
    const at = { file: source.file, line: before.length, column: before.at(-1)!.length + 1 };
    const [fact = finding.message] = sentencesOf(finding.message);
    return {
      ...finding,
      message: `${fact}. ${showText(part)} stands in the code as it is, on line ${at.line}`,
      hint: writtenHint,
      at,
    };
  }
  return null;
}

const writtenHint =
  "Where should this text come from: from what the function is given, from an answer, or from the exercise as it stands there?";

/** As it stands in a JSON text. */
function quoted(part: string): string {
  return JSON.stringify(part).slice(1, -1);
}

function fixedLine({ all, each, run, texts }: Looked, check: OutputCheck, finding: Finding): Finding | null {
  const lines = linesTo(check.stream, run);
  const expected = expectedLines(check.lines);
  const got = expected === null ? undefined : lines[firstDifference(expected, lines) ?? lines.length];
  if (got === undefined || texts.solution === null || !areWritten([got.text], texts)) return null;
  const isOf = ({ checks }: Scenario): boolean =>
    checks.some(
      (other) =>
        other.kind === "output" &&
        other.stream === check.stream &&
        (expectedLines(other.lines) ?? []).some((line) => line.kind === "string" && line.value === got.text),
    );
  const other = othersThan(each, all).find(isOf);
  if (other === undefined || isOf(each.scenario)) return null;
  return { ...finding, message: asExpectedBy(other, each.scenario, finding), hint: hintOf("line"), at: got.at };
}

type OutputCheck = Extract<Check, { kind: "output" }>;

/** Where no more is known than that one sleep is too long for the whole run. */
function fixedSleep({ all, each, texts }: Looked, finding: Finding): Finding | null {
  const { at, code, message } = finding;
  const line = /\. Perhaps this is why: One sleep on line (\d+)/u.exec(message)?.[1];
  if (line === undefined || at === null || code !== "elapsed-too-long" || texts.solution === null) return null;
  const source = texts.sources.find(({ file }) => file === at.file)?.text.split("\n")[Number(line) - 1] ?? "";
  const length = /\bsleep\(\s*(\d[\d_]*)\s*\)/u.exec(source)?.[1];
  const isGivenOther = othersThan(each, all).some(({ args }) => !isDeepStrictEqual(args, each.scenario.args));
  if (length === undefined || !isGivenOther || texts.solution.includes(length)) return null;
  return {
    ...finding,
    message: message
      .replace(". Perhaps this is why: ", ". ")
      .replace(/, longer than .+$/su, `: ${length} stands in the code there, whatever the arguments are.`),
    hint: `Which of the arguments has a say in how long line ${line} sleeps?`,
  };
}

/** Those that may be named, and have other inputs. */
function othersThan(each: Evaluated, all: readonly Evaluated[]): Scenario[] {
  const { args, routes } = each.scenario;
  return all
    .filter((other) => other !== each && !other.scenario.hidden)
    .map(({ scenario }) => scenario)
    .filter((other) => !isDeepStrictEqual([other.args, other.routes], [args, routes]));
}

function areWritten(parts: readonly string[], { sources, solution }: Texts): boolean {
  const isThere = (part: string): boolean => sources.some(({ text }) => text.includes(part));
  const isLong = parts.some(({ length }) => length >= leastLetters);
  const isOwn = solution === null || parts.some((part) => !solution.includes(part));
  return isLong && isOwn && parts.every(isThere);
}

function asExpectedBy({ name, args }: Scenario, scenario: Scenario, { message }: Finding): string {
  const [fact = message] = sentencesOf(message);
  const otherwise = isDeepStrictEqual(args, scenario.args) ? "where other answers come" : "which gives other arguments";
  return `${fact}. That is what ${showText(name)} expects, ${otherwise}`;
}

function hintOf(what: string): string {
  return `What of this ${what} is worked out from what the function is given, and what stands in the code as it is?`;
}
