import { matchesSnapshot, pairUp, type Expected } from "../values/index.ts";

/** A number in a text, as a moment is written: `200`, `0.2`. */
const NUMBER = /\d+(?:\.\d+)?/g;

interface Printed {
  readonly text: string;
  readonly atMs: number;
}

/**
 * For each line the place where it should stand, when the lines are right but for the moment at which each says that it was printed; null when they
 * are not, or say no such thing.
 */
export function placesButForTimes(expected: readonly Expected[], lines: readonly Printed[]): readonly number[] | null {
  if (expected.length !== lines.length || lines.length > mostLines) return null;
  const forms = lines.map(formOf);
  const fits = (line: number, place: number): boolean => {
    const want = expected[place]!;
    const { text } = lines[line]!;
    return matchesSnapshot(want, text) || (want.kind === "string" && (forms[line]?.test(want.value) ?? false));
  };
  if (forms.every((form) => form === null)) return null;
  const inPlace = lines.map((_, index) => index);
  if (inPlace.every((index) => fits(index, index))) return inPlace;
  const places = pairUp(lines.length, expected.length, fits);
  return places.includes(-1) ? null : places;
}

/** Pairing up more takes longer than anybody looks at. */
const mostLines = 500;

/** The line with any number in place of its own moment, in ms or in s; null when that does not stand in it. */
function formOf({ text, atMs }: Printed): RegExp | null {
  const moments = new Set([String(atMs), String(atMs / 1000), (atMs / 1000).toFixed(1), (atMs / 1000).toFixed(2)]);
  let from = 0;
  let form = "";
  let isTimed = false;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    if (!moments.has(number)) continue;
    form += `${literally(text.slice(from, index))}\\d+(?:\\.\\d+)?`;
    from = index + number.length;
    isTimed = true;
  }
  return isTimed ? new RegExp(`^${form}${literally(text.slice(from))}$`, "su") : null;
}

function literally(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, "\\$&");
}
