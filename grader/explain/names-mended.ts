import { isMendedLine, type Mended, type MendedPlace } from "./mended.ts";
import type { Position } from "../values/index.ts";
import { withoutQuoted } from "./sentences.ts";

/** What is said of something that went wrong. */
export interface Told {
  readonly message: string;
  readonly at: Position | null;
}

/** Whether a line that was mended is where it points to, or one of those that it names. */
export function namesMended(mended: Mended, { message, at }: Told): boolean {
  if (at !== null && isMendedLine(mended, at)) return true;
  const files = at === null ? mended.places.map((place) => place.at.file) : [at.file];
  const words = withoutQuoted(message);
  return (
    linesIn(words).some(([from, to]) => files.some((file) => touches(mended, file, from, to))) ||
    Array.from(words.matchAll(elsewhere)).some(([, file, line]) => touches(mended, file!, Number(line), Number(line)))
  );
}

/** Whether it names a line with which all would go right: what is said stays as it is. */
export function isBorneOut(mended: Mended, told: Told): boolean {
  return namesMended({ ...mended, places: [...mended.places, ...(mended.also ?? [])] }, told);
}

/** Of waits that came one after the other, what was mended stands only among the first, and before the last of those: what begins too late is one of them. */
export function isParted(mended: Mended, { message, at }: Told): boolean {
  const [, first, then] = /^(.*\bwaited\b.*), and only then (.*)$/su.exec(withoutQuoted(message)) ?? [];
  if (first === undefined || then === undefined || at === null) return false;
  const [before, after] = [linesIn(first), linesIn(then)];
  const stands = (lines: readonly Lines[], place: MendedPlace): boolean =>
    lines.some(([from, to]) => touches({ ...mended, places: [place] }, at.file, from, to));
  const isAmongFirst = mended.places.every((place) => stands(before, place) && !stands(after, place));
  const last = Math.max(...before.map(([, to]) => to));
  return isAmongFirst && mended.places[0]!.at.endLine < last;
}

/** `line 9`, `lines 8, 9 and 10`, `lines 3, 4, … and 990 more`, `lines 4 to 8`; but not `line 2 of stdout` and `as line 1`, which are no lines of code. */
const lines =
  /(?<!\bas )\blines? ((?:\d+\b|…)(?:, (?:\d+\b|…))*(?: (?:and|or|to) \d+\b(?! more\b))?)(?! of (?:stdout|stderr)\b)/giu;

/** `lib/retry.ts:9`, `lib/retry.ts:9:5` */
const elsewhere = /([^\s(]+?):(\d+)\b/gu;

type Lines = readonly [from: number, to: number];

function linesIn(words: string): readonly Lines[] {
  return Array.from(words.matchAll(lines)).flatMap(([, named]) => {
    const numbers = Array.from(named!.matchAll(/\d+/gu), ([number]) => Number(number));
    return named!.includes(" to ")
      ? [[numbers.at(-2)!, numbers.at(-1)!] as const]
      : numbers.map((number) => [number, number] as const);
  });
}

function touches({ places }: Mended, file: string, from: number, to: number): boolean {
  return places.some(({ at }) => at.file === file && at.line <= to && from <= at.endLine);
}
