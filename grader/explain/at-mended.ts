import type { Position } from "../values/index.ts";
import { fitsPiece, isGuess } from "./guesses.ts";
import { isMendedLine, type Mended } from "./mended.ts";

/** What is said of something that went wrong. */
interface Told {
  readonly message: string;
  readonly at: Position | null;
  readonly code?: string;
}

/**
 * Of these, in the order of their likeliness, the first that points to a mended line, else the first that names one and is no guess. Null when none does, or nothing is
 * mended.
 */
export function firstAtMended<T extends Told>(
  mended: Mended | null | undefined,
  found: readonly (T | null)[],
): T | null {
  if (mended == null) return null;
  const told = found.filter((each) => each !== null);
  return (
    told.find((each) => pointsToMended(mended, each) && fitsPiece(mended, each.code ?? "", each.at!)) ??
    told.find((each) => !isGuess(each.code ?? "") && isAboutMended(mended, each)) ??
    null
  );
}

/**
 * Of these ways to tell a cause, the surest first, the first that tells anything. Where it is known which lines were mended, and that one tells of none of them, one that
 * does comes before it.
 */
export function toldBy<T extends Told>(
  mended: Mended | null | undefined,
  ways: readonly (() => T | null | undefined)[],
): T | null {
  const found: T[] = [];
  for (const way of ways) {
    const told = way();
    if (told == null) continue;
    if (mended == null || (found.length === 0 && isAboutMended(mended, told))) return told;
    found.push(told);
  }
  return firstAtMended(mended, found) ?? found[0] ?? null;
}

export function pointsToMended(mended: Mended, { at }: Pick<Told, "at">): boolean {
  return at !== null && isMendedLine(mended, at);
}

/** Of several places that may be pointed to the first that is mended, else the first that is known. */
export function placeAtMended(
  mended: Mended | null | undefined,
  places: readonly (Position | null | undefined)[],
): Position | null {
  const known = places.filter((place) => place != null);
  return (mended == null ? undefined : known.find((place) => isMendedLine(mended, place))) ?? known[0] ?? null;
}

/** It points to a mended line, or names one. */
export function isAboutMended(mended: Mended, { message, at }: Told): boolean {
  if (pointsToMended(mended, { at })) return true;
  const files = at === null ? mended.places.map((place) => place.at.file) : [at.file];
  return (
    linesIn(message).some((line) => files.some((file) => isMendedLine(mended, { file, line }))) ||
    Array.from(message.matchAll(elsewhere)).some(([, file, line]) =>
      isMendedLine(mended, { file: file!, line: Number(line) }),
    )
  );
}

/** `line 9`, `lines 8, 9 and 10`, `lines 3, 4, … and 990 more` */
const lines = /\blines? (\d+(?:, (?:\d+|…))*(?: and \d+(?! more\b))?)/giu;

/** `lib/retry.ts:9` */
const elsewhere = /([^\s(]+):(\d+)\b/gu;

function linesIn(message: string): readonly number[] {
  return Array.from(message.matchAll(lines)).flatMap(([, named]) => named!.match(/\d+/gu)!.map(Number));
}
