import { matchesSnapshot, partnersOf, type Expected, type Snapshot } from "../values/index.ts";

/** A list that is not as it should be. */
export interface WrongList {
  /** `.results`; empty for the value itself. */
  readonly path: string;
  readonly items: readonly Snapshot[];
  readonly wanted: readonly Expected[];
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
  const isWrong = new Set(wrong);
  const missed = wanted.filter((_, i) => i >= items.length || isWrong.has(i));
  return { path, items, wanted, wrong, isShort: items.length < wanted.length, missed, places: placesOf(wanted, items) };
}

/** For each item the place where it should be, when all are right; null otherwise. */
export function placesOf(wanted: readonly Expected[], items: readonly Snapshot[]): readonly number[] | null {
  if (items.length !== wanted.length) return null;
  const partners = partnersOf(wanted, items);
  if (partners.includes(-1)) return null;
  const places = items.map(() => -1);
  for (const [place, item] of partners.entries()) places[item] = place;
  return places;
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

/** Places of the items that were left out, when all others are right and in order; null when there is more to it. */
export function leftOut(wanted: readonly Expected[], items: readonly Snapshot[]): readonly number[] | null {
  if (items.length >= wanted.length) return null;
  let next = 0;
  const left = wanted.flatMap((want, place) => {
    const isThere = next < items.length && matchesSnapshot(want, items[next]!);
    if (isThere) next += 1;
    return isThere ? [] : [place];
  });
  return next === items.length ? left : null;
}

/** How many items there are in each piece; null for one plain list. */
export interface Pieces {
  readonly given: readonly number[] | null;
  readonly wanted: readonly number[] | null;
}

/** When all items are right and in order, but cut into other pieces, or into none, or where there should be none; null otherwise. */
export function cutOtherwise(wanted: readonly Expected[], items: readonly Snapshot[]): Pieces | null {
  const [given, expected] = [piecesOf(items), expectedPiecesOf(wanted)];
  if (given === null && expected === null) return null;
  const [all, each] = [given?.flat() ?? items, expected?.flat() ?? wanted];
  const isSame =
    all.length > 1 && all.length === each.length && each.every((want, i) => matchesSnapshot(want, all[i]!));
  return isSame ? { given: sizesOf(given), wanted: sizesOf(expected) } : null;
}

/** The sizes of the pieces, when they are lists both here and there and any of them is not as long as it should be; null otherwise. */
export function wrongSizes(
  wanted: readonly Expected[],
  items: readonly Snapshot[],
): { readonly given: readonly number[]; readonly wanted: readonly number[] } | null {
  const [given, expected] = [sizesOf(piecesOf(items)), sizesOf(expectedPiecesOf(wanted))];
  if (given === null || expected === null || given.length === 0) return null;
  return given.length === expected.length && given.every((size, i) => size === expected[i])
    ? null
    : { given, wanted: expected };
}

function piecesOf(items: readonly Snapshot[]): readonly (readonly Snapshot[])[] | null {
  const lists = items.filter(isList);
  return lists.length === items.length ? lists.map(({ v }) => v) : null;
}

function expectedPiecesOf(wanted: readonly Expected[]): readonly (readonly Expected[])[] | null {
  const lists = wanted.flatMap((each) => (each.kind === "list" ? [each.items] : []));
  return lists.length === wanted.length ? lists : null;
}

function sizesOf(pieces: readonly (readonly unknown[])[] | null): readonly number[] | null {
  return pieces?.map(({ length }) => length) ?? null;
}

function isList(value: Snapshot): value is Extract<Snapshot, { t: "list" }> {
  return value !== null && typeof value === "object" && value.t === "list";
}
