import type { RawSite } from "../wire/record.ts";

/** Of the objects that were thrown; an Error knows its place better. */
const places = new WeakMap<object, RawSite>();

/** Of what is no object, by value: whoever throws the same text in two places is told the one that came last. */
const placesOfPlain = new Map<unknown, RawSite>();
const MOST_PLAIN = 100;
/** Longer texts would fill the learner's memory. */
const LONGEST_TEXT = 1000;

export function thrown<T>(value: T, site: number): T {
  if (site < 0) return value;
  if ((typeof value === "object" && value !== null) || typeof value === "function") places.set(value, `a${site}`);
  else if (typeof value !== "string" || value.length <= LONGEST_TEXT) notePlain(value, `a${site}`);
  return value;
}

function notePlain(value: unknown, site: RawSite): void {
  placesOfPlain.delete(value);
  placesOfPlain.set(value, site);
  if (placesOfPlain.size <= MOST_PLAIN) return;
  const [oldest] = placesOfPlain.keys();
  placesOfPlain.delete(oldest);
}

/** Where a value was thrown that does not know it itself. */
export function siteOfThrown(value: unknown): RawSite | null {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return (isObject ? places.get(value as object) : placesOfPlain.get(value)) ?? null;
}
