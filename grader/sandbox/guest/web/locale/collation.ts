import { Array, Map, Math, Number, String } from "../core/intrinsics.ts";
import { onlyEnglish, onlyOptions } from "./options.ts";

/** ASCII marks in the order of Unicode's collation; white space comes before them, digits and letters after. */
const marks = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
const spaces = "\t\n\v\f\r ";
/** Letters that sort as others do, and differ from them as an accent does. */
const likeOthers = new Map([
  ["æ", "ae"],
  ["œ", "oe"],
  ["ß", "ss"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["ł", "l"],
  ["ħ", "h"],
]);

/** Accents in the order in which they decide. */
const accentOrder = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0328\u0327\u0304";

interface Weights {
  /** What decides first: letters without accents and case. A run of digits is one weight if numbers count. */
  readonly letters: number[];
  readonly accents: string[];
  readonly upper: number[];
}

/** `localeCompare` as in an American locale. Never looks at the locale it runs in. */
export function compareText(a: string, b: string, locales: unknown, options: Intl.CollatorOptions): number {
  onlyEnglish("localeCompare", locales);
  onlyOptions("localeCompare", options, ["numeric", "sensitivity", "caseFirst", "usage"]);
  const { numeric = false, sensitivity = "variant", caseFirst = "false" } = options;
  const x = weigh(a, numeric);
  const y = weigh(b, numeric);
  const byLetters = compare(x.letters, y.letters);
  if (byLetters !== 0 || sensitivity === "base") return byLetters;
  if (sensitivity !== "case") {
    const byAccents = compare(x.accents, y.accents);
    if (byAccents !== 0 || sensitivity === "accent") return byAccents;
  }
  return caseFirst === "upper" ? compare(y.upper, x.upper) : compare(x.upper, y.upper);
}

function compare<T extends number | string>(x: readonly T[], y: readonly T[]): number {
  const length = Math.min(x.length, y.length);
  for (let i = 0; i < length; i++) if (x[i] !== y[i]) return x[i]! < y[i]! ? -1 : 1;
  return x.length === y.length ? 0 : x.length < y.length ? -1 : 1;
}

function weigh(text: string, numeric: boolean): Weights {
  const letters: number[] = [];
  const accents: string[] = [];
  const upper: number[] = [];
  const add = (weight: number, isUpper: boolean) => {
    letters.push(weight);
    accents.push("");
    upper.push(isUpper ? 1 : 0);
  };
  const chars = Array.from(text.normalize("NFD"));
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i]!;
    if (/[\u0300-\u036f]/.test(char)) {
      if (accents.length > 0) accents[accents.length - 1] += accentWeight(char);
      continue;
    }
    if (/[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060\ufeff]/.test(char)) continue;
    if (numeric && isDigit(char)) {
      let digits = char;
      while (i + 1 < chars.length && isDigit(chars[i + 1]!)) digits += chars[++i]!;
      // More digits make a larger number; equally many compare digit by digit.
      digits = digits.replace(/^0+(?=.)/, "");
      add(firstDigit + digits.length * 16, false);
      for (const digit of digits) add(firstDigit + Number(digit), false);
      continue;
    }
    const lower = char.toLowerCase();
    const other = likeOthers.get(lower);
    for (const part of other ?? lower) add(weightOf(part), lower !== char);
    if (other !== undefined) accents[accents.length - 1] = lower;
  }
  return { letters, accents, upper };
}

function accentWeight(accent: string): string {
  const at = accentOrder.indexOf(accent);
  return at === -1 ? accent : String.fromCharCode(at + 1);
}

const isDigit = (char: string) => char >= "0" && char <= "9";

const firstMark = spaces.length;
const firstDigit = firstMark + 128;
const firstLetter = firstDigit + 2 ** 20;

function weightOf(char: string): number {
  const space = spaces.indexOf(char);
  if (space !== -1) return space;
  const mark = marks.indexOf(char);
  if (mark !== -1) return firstMark + mark;
  return isDigit(char) ? firstDigit + Number(char) : firstLetter + char.codePointAt(0)!;
}
