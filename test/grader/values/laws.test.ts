import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Expected,
  globMatches,
  type Json,
  matchSnapshot,
  showExpected,
  showSnapshot,
  type Snapshot,
  snapshotFromJson,
  snapshotFromJsonText,
  snapshotToJson,
} from "../../../grader/values/index.ts";
import { pairUp } from "../../../grader/values/unordered.ts";

const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 4 }).map(plain);
const letters = (...alphabet: string[]) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });

function literal(value: Snapshot): Expected {
  if (value === null) return { kind: "null" };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "number") return { kind: "number", value };
  if (value.t === "number") return { kind: "number", value: value.v };
  if (value.t === "list") return { kind: "list", items: value.v.map(literal) };
  if (value.t === "map") return { kind: "map", entries: value.v.map(([key, item]) => [key, literal(item)]) };
  throw new Error("no literal");
}

/** JSON has no -0, and two maps are the same in whatever order their keys are. */
function plain(value: unknown): Json {
  const text = JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === "object" && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
  const result: Json = JSON.parse(text);
  return result;
}

describe("JSON", () => {
  test("a JSON value survives the way into a snapshot and back", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(snapshotToJson(snapshotFromJson(value))).toEqual(value);
        expect(snapshotFromJsonText(JSON.stringify(value))).toEqual({ value: snapshotFromJson(value) });
      }),
    );
  });

  test("a value equals its own snapshot, inside any-order lists and alternatives too", () => {
    fc.assert(
      fc.property(json, (value) => {
        const snapshot = snapshotFromJson(value);
        const same = literal(snapshot);
        expect(matchSnapshot(same, snapshot)).toBeNull();
        expect(matchSnapshot({ kind: "oneOf", options: [{ kind: "type", type: "list" }, same] }, snapshot)).toBeNull();
      }),
    );
  });

  test("two different JSON values are never equal", () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        // A map with a null accepts one without that key: the only case in which different values are equal.
        fc.pre(JSON.stringify(a) !== JSON.stringify(b) && !JSON.stringify(a).includes("null"));
        expect(matchSnapshot(literal(snapshotFromJson(a)), snapshotFromJson(b))).not.toBeNull();
      }),
    );
  });

  test("every permutation of a list is the list in any order", () => {
    const permuted = fc
      .array(json, { maxLength: 6 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(permuted, ([list, shuffled]) => {
        const items = list.map((value) => literal(snapshotFromJson(value)));
        expect(matchSnapshot({ kind: "unordered", items }, snapshotFromJson(shuffled))).toBeNull();
      }),
    );
  });
});

describe("pairing", () => {
  const best = (fits: boolean[][], l = 0, used = 0): number => {
    if (l === fits.length) return 0;
    let most = best(fits, l + 1, used);
    for (const [r, ok] of fits[l]!.entries()) {
      if (ok && !(used & (1 << r))) most = Math.max(most, 1 + best(fits, l + 1, used | (1 << r)));
    }
    return most;
  };

  test("as many pairs are made as any pairing can make, each of two that fit", () => {
    const table = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })).chain(([rows, columns]) =>
      fc.array(fc.array(fc.boolean(), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    fc.assert(
      fc.property(table, (fits) => {
        const pairs = pairUp(fits.length, fits[0]?.length ?? 0, (l, r) => fits[l]![r]!);
        const made = pairs.filter((r) => r >= 0);
        expect(made.length).toBe(best(fits));
        expect(new Set(made).size).toBe(made.length);
        expect(pairs.every((r, l) => r < 0 || fits[l]![r]!)).toBe(true);
      }),
    );
  });
});

describe("globs", () => {
  test("agree with the regular expression of the same meaning", () => {
    fc.assert(
      fc.property(letters("a", "b", "*", "?"), letters("a", "b"), (pattern, name) => {
        const source = pattern.replaceAll("*", ".*").replaceAll("?", ".");
        expect(globMatches(pattern, name)).toBe(new RegExp(`^${source}$`, "s").test(name));
      }),
    );
  });
});

describe("showing", () => {
  test("a value is one line of at most the length asked for", () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 5, max: 80 }), (value, most) => {
        const snapshot = snapshotFromJson(value);
        for (const line of [showSnapshot(snapshot, most), showExpected(literal(snapshot), most)]) {
          expect(line.length).toBeLessThanOrEqual(most);
          expect(line).not.toMatch(/[\n\r]/);
        }
      }),
    );
  });
});
