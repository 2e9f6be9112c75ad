import { distance } from "fastest-levenshtein";
import {
  explainLeft,
  explainLostUpdate,
  explainOrder,
  explainOutputOrder,
  explainUnfinished,
  explainWaitBefore,
  samePlace,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import {
  matchesSnapshot,
  pairUp,
  showExpected,
  showText,
  type Expected,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { placesButForTimes } from "./timed-lines.ts";
import { emptyIn, hintForEmpty } from "./empty-text.ts";
import { unawaitedIn } from "./unawaited-text.ts";

export interface Line {
  readonly text: string;
  readonly task: number;
  readonly atMs: number;
  readonly at: Position | null;
  /** Of the function that printed it for somebody else. */
  readonly calledAt: Position | null;
}

/** What was printed, beside what should have been. */
interface Output {
  readonly stream: string;
  readonly expected: readonly Expected[];
  readonly lines: readonly Line[];
  /** Tasks that are to be cancelled. */
  readonly meant: ReadonlySet<number>;
}

/** @param index of the first line that is not as it should be */
export function outputDifference(run: Run, output: Output, index: number): Finding {
  const got = output.lines[index];
  const want = output.expected[index];
  if (got === undefined) return missing(run, output, want!, index);
  return want === undefined ? excess(output, got, index) : other(run, output, got, want, index);
}

function missing(run: Run, { stream, lines, meant }: Output, want: Expected, index: number): Finding {
  const cause = explainUnfinished(run, meant);
  const what = `${nth(index, stream)} is missing: expected ${showExpected(want)}, but ${lines.length === 0 ? "nothing was printed" : `only ${counted(lines.length)} came`}`;
  return {
    code: "output-missing",
    message: cause === null ? what : `${what}. ${cause.message}`,
    hint: cause?.hint ?? (lines.length === 0 ? nothingPrintedHint : "Does the run reach the code that prints it?"),
    at: cause?.at ?? lines.at(-1)?.at ?? null,
  };
}

export const nothingPrintedHint = "Does the run reach console.log at all?";

function excess({ stream, expected }: Output, got: Line, index: number): Finding {
  return {
    code: "output-excess",
    message: `${nth(index, stream)} is ${showText(got.text)}, but ${expected.length === 0 ? "nothing" : `only ${counted(expected.length)}`} should come`,
    hint: excessHint,
    at: got.calledAt ?? got.at,
  };
}

const excessHint = "Which line prints it, and is it meant to run here, or to run again?";

function other(run: Run, output: Output, got: Line, want: Expected, index: number): Finding {
  const { expected, lines, stream } = output;
  const what = `${nth(index, stream)} is ${showText(got.text)}; expected ${showExpected(want)}`;
  const texts: Snapshot[] = lines.map((line) => line.text);
  const shown = unawaitedIn(got.text);
  if (shown !== null && (want.kind !== "string" || unawaitedIn(want.value) === null)) {
    return {
      code: "output-unawaited",
      message: `${what}. ${shown.shown} is what ${shown.what} looks like as text: nothing awaited it${printedFrom(got)}`,
      hint: "What stands for a value that comes later shows no value. Which line makes it, and where should it be awaited?",
      at: got.calledAt ?? got.at,
    };
  }
  const places = reorderedPlaces(expected, lines);
  if (places !== null) {
    const isTimed = !matchesSnapshot({ kind: "unordered", items: expected }, { t: "list", v: texts });
    const late = lines[places.indexOf(index)]!;
    const cause = explainOrder(run, texts, places);
    const isTogether = !isTimed && late.atMs === got.atMs;
    const order = cause === null && isTogether ? explainOutputOrder(run, got.task, late.task) : null;
    const why = cause ?? order;
    return {
      code: "output-reordered",
      message:
        `${what}. ${isTimed ? "Apart from their times the lines are right" : "The lines are right"}, but in a different order` +
        (why === null ? printedFrom(got) : `. ${why.message}`),
      hint: why?.hint ?? "What decides who prints first here: the order of the code, or who is ready first?",
      at: order?.at ?? got.calledAt ?? got.at,
    };
  }
  const isSkipped = isExpectedLater(expected, got, index);
  const skipped =
    lines.length >= expected.length
      ? null
      : isSkipped
        ? explainUnfinished(run, output.meant, got.atMs)
        : explainLeft(run);
  if (skipped !== null) {
    const { message, hint, at } = skipped;
    const tail = isSkipped ? ", which was not printed before it" : "";
    return { code: "output-missing", message: `${what}${tail}. ${message}`, hint, at };
  }
  const before = lines.slice(0, index).findIndex(({ text }) => text === got.text);
  if (before >= 0 && lines.length > expected.length && !isSkipped) {
    return {
      code: "output-excess",
      message: `${what}. It came already as line ${before + 1}`,
      hint: excessHint,
      at: got.calledAt ?? got.at,
    };
  }
  const isNumber = want.kind === "string" && isOtherNumber(want.value, got.text);
  const lost = isNumber ? explainLostUpdate(run) : null;
  if (lost !== null)
    return { code: "output-differs", message: `${what}. ${lost.message}`, hint: lost.hint, at: lost.at };
  const waited = isNumber ? explainWaitBefore(run, got.task, got.atMs) : null;
  const isCalled = isNumber || isRightElsewhere(output, got);
  return {
    code: "output-differs",
    message: `${what}${waited === null ? "" : `. ${waited}`}`,
    hint: hintFor(expected, lines, index),
    at: isCalled ? (got.calledAt ?? got.at) : got.at,
  };
}

/** Where each line should stand; null when that is where it stands, or the lines are not the right ones. */
function reorderedPlaces(expected: readonly Expected[], lines: readonly Line[]): readonly number[] | null {
  const places =
    expected.length === lines.length ? (placesOf(expected, lines) ?? placesButForTimes(expected, lines)) : null;
  return places === null || places.every((place, index) => place === index) ? null : places;
}

/** Of lines that are right to the letter. */
function placesOf(expected: readonly Expected[], lines: readonly Line[]): readonly number[] | null {
  const places = pairUp(lines.length, expected.length, (line, place) =>
    matchesSnapshot(expected[place]!, lines[line]!.text),
  );
  return places.includes(-1) ? null : places;
}

function printedFrom({ at, calledAt }: Line): string {
  return at === null || calledAt === null ? "" : `. It was printed on line ${at.line}, for line ${calledAt.line}`;
}

/** What prints it has printed a line that is right: so it is what it was given that is wrong. */
function isRightElsewhere({ expected, lines }: Output, { at }: Line): boolean {
  return lines.some(
    (line, i) =>
      at !== null &&
      line.at !== null &&
      samePlace(line.at, at) &&
      expected[i] !== undefined &&
      matchesSnapshot(expected[i], line.text),
  );
}

function hintFor(expected: readonly Expected[], lines: readonly Line[], index: number): string {
  const got = lines[index]!.text;
  if (isExpectedLater(expected, lines[index]!, index))
    return "This line is expected later. What has to be printed before it, and what prints that?";
  const want = expected[index]!;
  if (want.kind === "string" && isOtherNumber(want.value, got))
    return "Only the numbers in it differ. What are they taken from? If one of them is a time: what has to be over before this line is printed, and what need not be?";
  const empty = emptyIn(got);
  if (empty !== null && (want.kind !== "string" || emptyIn(want.value) === null)) return hintForEmpty(empty);
  const isNear = want.kind !== "string" || distance(want.value, got) <= 3;
  if (isNear) return "Compare the two texts character by character: the values in them, the spaces, the punctuation.";
  return "Which values went into this line, and were they the right ones at that moment?";
}

function isExpectedLater(expected: readonly Expected[], { text }: Line, index: number): boolean {
  return expected.slice(index + 1).some((each) => matchesSnapshot(each, text));
}

function isOtherNumber(want: string, got: string): boolean {
  return want.replaceAll(/\d+/g, "0") === got.replaceAll(/\d+/g, "0");
}

function nth(index: number, stream: string): string {
  return `line ${index + 1} of ${stream}`;
}

function counted(n: number): string {
  return n === 1 ? "1 line" : `${n} lines`;
}
