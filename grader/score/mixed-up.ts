import type { Expected, Snapshot } from "../values/index.ts";

/** What stands in items that are otherwise right, when all of it is there, but beside other things than it should be. */
export interface MixedUp {
  /** One for each item. */
  readonly parts: readonly Snapshot[];
  /** For each of them the item in which it should be. */
  readonly places: readonly number[];
}

export function mixedUpWords(what: "items" | "lines"): string {
  return `What stands in the ${what} is right, but beside other things than it should be.`;
}

/** Longer lists are not taken apart. */
const mostItems = 500;

/** A word, a number, or whatever else can change places; everything around it has to be the same. */
interface Taken {
  readonly form: string;
  readonly parts: readonly Snapshot[];
}

/**
 * Names and results that were put together in the wrong order: `Ann: 170`, `Bo: 310` where `Ann: 310`, `Bo: 170` should be. Null when anything else is wrong
 * with the items, or nothing in them is right.
 */
export function mixedUp(wanted: readonly Expected[], items: readonly Snapshot[]): MixedUp | null {
  if (items.length !== wanted.length || items.length < 2 || items.length > mostItems) return null;
  return inParts(wanted, items, wordsOf) ?? inParts(wanted, items, (text) => ({ form: "", parts: [text] }));
}

function inParts(
  wanted: readonly Expected[],
  items: readonly Snapshot[],
  textParts: (text: string) => Taken,
): MixedUp | null {
  const given = items.map((item) => takenApart(item, textParts));
  const due = wanted.map((each) => {
    const plain = plainOf(each);
    return plain === undefined ? null : takenApart(plain, textParts);
  });
  if (given.some((one, i) => due[i] === null || one.form !== due[i]!.form)) return null;
  const count = given[0]!.parts.length;
  if (given.some(({ parts }) => parts.length !== count)) return null;
  let mixed: MixedUp | null = null;
  let isAnyRight = false;
  for (let column = 0; column < count; column++) {
    const [came, right] = [given, due].map((all) => all.map((one) => one!.parts[column]!));
    const keys = right!.map(keyOf);
    if (came!.every((part, i) => keyOf(part) === keys[i])) {
      isAnyRight = true;
      continue;
    }
    mixed ??= movedBy(came!, keys);
    if (mixed === null || !came!.every((part, i) => keyOf(part) === keys[mixed!.places[i]!])) return null;
  }
  return isAnyRight ? mixed : null;
}

/** Null when the parts are not the same ones, or some are alike. */
function movedBy(parts: readonly Snapshot[], keys: readonly string[]): MixedUp | null {
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  const places = parts.map((part) => placeOf.get(keyOf(part)) ?? -1);
  return placeOf.size === keys.length && !places.includes(-1) && new Set(places).size === places.length
    ? { parts, places }
    : null;
}

function keyOf(part: Snapshot): string {
  return JSON.stringify(part);
}

function takenApart(value: Snapshot, textParts: (text: string) => Taken): Taken {
  if (typeof value === "string") return textParts(value);
  if (value === null || typeof value !== "object") return { form: "", parts: [value] };
  const inner: readonly (readonly [string, Snapshot])[] =
    value.t === "list"
      ? value.v.map((item) => ["", item] as const)
      : value.t === "map"
        ? value.v.toSorted(([a], [b]) => (a < b ? -1 : 1))
        : [];
  const taken = inner.map(([, item]) => takenApart(item, textParts));
  const form = JSON.stringify([value.t, inner.map(([key], i) => [key, taken[i]!.form])]);
  return { form, parts: taken.flatMap(({ parts }) => parts) };
}

const WORD = /\p{L}+|\d+(?:\.\d+)?/gu;

function wordsOf(text: string): Taken {
  const parts = [...text.matchAll(WORD)].map(([word]) => (/^\d/.test(word) ? Number(word) : word));
  return { form: text.replaceAll(WORD, (word) => (/^\d/.test(word) ? "0" : "w")), parts };
}

/** Undefined where more than one value would do. */
function plainOf(expected: Expected): Snapshot | undefined {
  switch (expected.kind) {
    case "null":
      return null;
    case "boolean":
    case "string":
      return expected.value;
    case "number":
      return typeof expected.value === "number" ? expected.value : { t: "number", v: expected.value };
    case "list": {
      const items = expected.items.map(plainOf);
      return items.includes(undefined) ? undefined : { t: "list", v: items as readonly Snapshot[] };
    }
    case "map": {
      const entries = expected.entries.map(([key, each]) => [key, plainOf(each)] as const);
      return entries.some(([, each]) => each === undefined)
        ? undefined
        : { t: "map", v: entries as readonly (readonly [string, Snapshot])[] };
    }
    default:
      return undefined;
  }
}
