import { distance } from "fastest-levenshtein";
import { matchesSnapshot, type Expected } from "../values/index.ts";
import { emptyIn, hintForEmpty } from "./empty-text.ts";
import { isOtherNumber } from "./outdated-value.ts";
import type { Line } from "./output-difference.ts";

/** The number may be a time, which other lines than this one decide. */
export const momentHint =
  "Only the numbers in it differ. What are they taken from? If one of them is a time: what has to be over before this line is printed, and what need not be?";

export const numbersHint =
  "Only the numbers in it differ. What are they taken from, and what was known at that moment?";

/** What to ask of a line that is another one than was expected, by how the two differ. */
export function hintForLine(expected: readonly Expected[], lines: readonly Line[], index: number): string {
  const got = lines[index]!.text;
  if (isExpectedLater(expected, lines[index]!, index))
    return "This line is expected later. What has to be printed before it, and what prints that?";
  const want = expected[index]!;
  if (want.kind === "string" && isOtherNumber(want.value, got))
    return !isMoment(want, lines[index]!) ? numbersHint : momentHint;
  const empty = emptyIn(got);
  if (empty !== null && (want.kind !== "string" || emptyIn(want.value) === null)) return hintForEmpty(empty);
  if (want.kind === "string" && isOtherPart(want.value, got))
    return "One of the two texts holds all of the other, and more. Which line decides how much goes into it?";
  const isNear = want.kind !== "string" || (distance(want.value, got) <= 3 && !isOtherWord(want.value, got));
  if (isNear) return "Compare the two texts character by character: the values in them, the spaces, the punctuation.";
  return "Which values went into this line, and were they the right ones at that moment?";
}

/** One of their words is another one: that is no slip of the pen. */
function isOtherWord(want: string, got: string): boolean {
  const theirs = wordsIn(want);
  const own = wordsIn(got);
  return (
    theirs.length === own.length &&
    theirs.some((word, i) => distance(word, own[i]!) > Math.max(word.length, own[i]!.length) / 2)
  );
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function isExpectedLater(expected: readonly Expected[], { text }: Line, index: number): boolean {
  return expected.slice(index + 1).some((each) => matchesSnapshot(each, text));
}

/** Items of a list, lines of a text: one has more of them than the other. */
function isOtherPart(want: string, got: string): boolean {
  const [short, long] = want.length < got.length ? [want, got] : [got, want];
  return (
    long.length - short.length > 1 &&
    short !== "" &&
    /[\w)\]]$/.test(short) &&
    /^[\s,;|]/.test(long.slice(short.length)) &&
    long.startsWith(short)
  );
}

/** A number that differs is said to be a time, or is the moment at which it was printed. */
export function isMoment(want: Expected, { text, atMs }: Line): boolean {
  if (want.kind !== "string") return false;
  const wanted = numbersIn(want.value);
  const moments = new Set([atMs, Math.floor(atMs), Math.round(atMs), atMs / 1000].map(String));
  return [...text.matchAll(/\d+(?:\.\d+)?/g)].some(
    ({ 0: number, index }, i) =>
      number !== wanted[i] && (moments.has(number) || /^\s*(?:ms|s|sec|milli)/.test(text.slice(index + number.length))),
  );
}

export function numbersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\d+(?:\.\d+)?/g), ([number]) => number);
}
