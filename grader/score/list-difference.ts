import { matchesSnapshot, pairUp, type Expected, type Snapshot } from "../values/index.ts";

/** A list that is not as it should be. */
export interface WrongList {
  /** `.results`; empty for the value itself. */
  readonly path: string;
  readonly items: readonly Snapshot[];
  /** Places of the items that are wrong, as far as both lists go. */
  readonly wrong: readonly number[];
  readonly isShort: boolean;
  /** What should stand in the places that are wrong or are not there. */
  readonly missed: readonly Expected[];
  /** For each item the place where it should be, when all are right and only their order is not; else null. */
  readonly places: readonly number[] | null;
}

/** The outermost list on the way to the first difference; null when there is none. */
export function findWrongList(expected: Expected, value: Snapshot, path = ""): WrongList | null {
  if (value === null || typeof value !== "object") return null;
  if (expected.kind === "map" && value.t === "map") {
    const given = new Map(value.v);
    for (const [key, each] of expected.entries) {
      const own = given.get(key) ?? { t: "undefined" };
      if (!matchesSnapshot(each, own)) return findWrongList(each, own, `${path}.${key}`);
    }
    return null;
  }
  if (expected.kind !== "list" || value.t !== "list") return null;
  const { items: wanted } = expected;
  const items = value.v;
  const wrong = items.flatMap((item, i) => (i >= wanted.length || matchesSnapshot(wanted[i]!, item) ? [] : [i]));
  const missed = wanted.filter((_, i) => i >= items.length || wrong.includes(i));
  return { path, items, wrong, isShort: items.length < wanted.length, missed, places: placesOf(wanted, items) };
}

function placesOf(wanted: readonly Expected[], items: readonly Snapshot[]): readonly number[] | null {
  if (items.length !== wanted.length) return null;
  const places = pairUp(items.length, wanted.length, (item, place) => matchesSnapshot(wanted[place]!, items[item]!));
  return places.includes(-1) ? null : places;
}

/** `; [2] and [5] are wrong too`. Empty when the first one is the only one. */
export function otherWrongItems({ path, items, wrong }: WrongList): string {
  const others = wrong.slice(1);
  if (others.length === 0) return "";
  if (others.length > mostListed) return `; ${wrong.length} of its ${items.length} items are wrong`;
  const names = others.map((index) => `${path}[${index}]`);
  return `; ${names.join(" and ")} ${names.length === 1 ? "is" : "are"} wrong too`;
}

/** More than these are counted. */
const mostListed = 2;
