import type { Position } from "../values/index.ts";
import { fitsPiece, isGuess } from "./guesses.ts";
import { isMendedLine, type Mended } from "./mended.ts";
import { namesMended, type Told } from "./names-mended.ts";

/** What is said of something that went wrong, and of which kind that is. */
interface ToldOfKind extends Told {
  readonly code?: string;
}

/**
 * Of these, in the order of their likeliness, the first that points to a mended line, else the first that names one and is no guess. Null when none does, or nothing is
 * mended.
 */
export function firstAtMended<T extends ToldOfKind>(
  mended: Mended | null | undefined,
  found: readonly (T | null)[],
): T | null {
  if (mended == null) return null;
  const told = found.filter((each) => each !== null);
  return (
    told.find((each) => pointsToMended(mended, each) && fitsPiece(mended, each.code ?? "", each.at!)) ??
    told.find((each) => !isGuess(each.code ?? "") && namesMended(mended, each)) ??
    null
  );
}

/**
 * Of these ways to tell a cause, the surest first, the first that tells anything. Where it is known which lines were mended, and that one tells of none of them, one that
 * does comes before it.
 */
export function toldBy<T extends ToldOfKind>(
  mended: Mended | null | undefined,
  ways: readonly (() => T | null | undefined)[],
): T | null {
  const found: T[] = [];
  for (const way of ways) {
    const told = way();
    if (told == null) continue;
    if (mended == null || (found.length === 0 && namesMended(mended, told))) return told;
    found.push(told);
  }
  const also = mended?.also === undefined ? null : { ...mended, places: mended.also };
  return firstAtMended(mended, found) ?? firstAtMended(also, found) ?? found[0] ?? null;
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
