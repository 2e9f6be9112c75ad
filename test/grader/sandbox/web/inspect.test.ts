import util from "node:util";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { format as formatLog } from "../../../../grader/sandbox/guest/web/console/console.ts";
import { setHost } from "../../../../grader/sandbox/guest/web/core/environment.ts";
import * as inspection from "../../../../grader/sandbox/guest/web/groups/inspect.ts";
import { compareText } from "../../../../grader/sandbox/guest/web/locale/collation.ts";
import { showDate } from "../../../../grader/sandbox/guest/web/locale/date.ts";
import { showNumber } from "../../../../grader/sandbox/guest/web/locale/number.ts";
import type { WebHost } from "../../../../grader/sandbox/guest/web/index.ts";

beforeAll(() => {
  const host: Pick<WebHost, "load" | "promiseState"> = { load: () => inspection, promiseState: () => null };
  setHost(host as WebHost);
});

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  maxDepth: 4,
  maxKeys: 12,
});

// What is promised is the formatting of Node 20; later lines differ in details.
describe.skipIf(!process.version.startsWith("v20."))("Any value is shown as Node shows it", () => {
  test("by the full formatter", () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(inspection.format([value])).toBe(util.format(value));
        expect(inspection.format(["%o %s", value, [value]])).toBe(util.format("%o %s", value, [value]));
      }),
      { numRuns: 1000 },
    );
  });

  test("by the short way that most values take", () => {
    const plain = fc.anything({ maxDepth: 3, maxKeys: 4 });
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 3 }), (values) => {
        expect(formatLog(values)).toBe(util.format(...values));
      }),
      { numRuns: 2000 },
    );
  });

  test("with options, and in columns", () => {
    const options = fc.record(
      {
        depth: fc.constantFrom(0, 1, 5, null),
        compact: fc.constantFrom(false, 1, 2, 3, 5),
        breakLength: fc.constantFrom(20, 60, 120, Infinity),
        maxArrayLength: fc.constantFrom(0, 3, 10, null),
        sorted: fc.boolean(),
        showHidden: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const lists = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.integer(), fc.double()), { maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(lists, anything), options, (value, chosen) => {
        expect(inspection.inspect(value, chosen)).toBe(util.inspect(value, chosen as util.InspectOptions));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("Texts for people are those of an American Node in UTC", () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from("abcABCxyzéèÉüöäßñ 019-_.,'\"!?()[]{}@*/\\&#%`^+<=>|~$:;æøOo")),
    maxLength: 5,
  });

  test("text is compared in the order of Unicode's collation", () => {
    const sensitivity = fc.constantFrom("base" as const, "accent" as const, "case" as const, "variant" as const);
    fc.assert(
      fc.property(letters, letters, fc.boolean(), sensitivity, (a, b, numeric, sensitive) => {
        const options = { numeric, sensitivity: sensitive };
        expect(compareText(a, b, "en-US", options)).toBe(a.localeCompare(b, "en-US", options));
      }),
      { numRuns: 2000 },
    );
  });

  test("numbers", () => {
    const numbers = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.double({ min: -1e6, max: 1e6 }),
      fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 2000),
    );
    const options = fc.constantFrom<Intl.NumberFormatOptions>(
      {},
      { minimumFractionDigits: 2 },
      { maximumFractionDigits: 0 },
      { minimumFractionDigits: 2, maximumFractionDigits: 2 },
      { style: "percent" },
      { style: "currency", currency: "USD" },
      { useGrouping: false },
      { minimumIntegerDigits: 3 },
    );
    fc.assert(
      fc.property(numbers, options, (number, chosen) => {
        expect(showNumber(number, "en-US", chosen)).toBe(number.toLocaleString("en-US", chosen));
      }),
      { numRuns: 2000 },
    );
  });

  test("big integers", () => {
    fc.assert(
      fc.property(fc.bigInt(), (number) => {
        expect(showNumber(number, undefined, {})).toBe(number.toLocaleString("en-US"));
      }),
    );
  });

  test("dates", () => {
    const dates = fc.date({ noInvalidDate: true, min: new Date(-5e13), max: new Date(1e14) });
    fc.assert(
      fc.property(dates, (date) => {
        const time = date.getTime();
        const options = { timeZone: "UTC" };
        const spaced = (text: string) => text.replaceAll("\u202f", " ");
        expect(showDate(time, "both", undefined, {})).toBe(spaced(date.toLocaleString("en-US", options)));
        expect(showDate(time, "date", "en-US", {})).toBe(date.toLocaleDateString("en-US", options));
        expect(showDate(time, "time", undefined, { hour12: false })).toBe(
          date.toLocaleTimeString("en-US", { ...options, hour12: false }),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("what would need Intl is refused in a sentence", () => {
    expect(() => showNumber(1, "de-DE", {})).toThrow(
      'the locale "de-DE" needs Intl, which is not available here. Only en-US is.',
    );
    expect(() => showNumber(1, undefined, { notation: "compact" })).toThrow('the option "notation" needs Intl');
    expect(() => showDate(0, "date", undefined, { month: "long" })).toThrow('the option "month" needs Intl');
    expect(() => showDate(0, "date", undefined, { timeZone: "Europe/Berlin" })).toThrow(
      'the time zone "Europe/Berlin" needs Intl',
    );
  });
});
