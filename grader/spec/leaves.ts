import type { z } from "zod";
import type { Reference } from "../values/index.ts";
import { leaf, type Refuse } from "./leaf.ts";
import { nearest } from "./nearest.ts";
import { durationPattern, readDuration, readSize, type Reading, sizePattern } from "./units.ts";

const durationForm = "a duration such as 250ms, 1.5s or 2m";

/** In ms. */
export const duration = leaf({
  expected: durationForm,
  json: { type: "string", pattern: durationPattern },
  takes: ["string", "number"],
  read: (raw, refuse) => quantity(readDuration, raw, refuse),
});

/** Stands for what the exercise's solution gives at the same place. */
export const theReference: Reference = { kind: "reference", form: "itself" };

/** A duration for which `reference` may stand. */
export const expectedDuration = leaf<number | Reference>({
  expected: `${durationForm}, or reference`,
  json: { anyOf: [{ type: "string", pattern: durationPattern }, { const: "reference" }] },
  takes: ["string", "number"],
  read: (raw, refuse) => {
    if (raw === "reference") return theReference;
    const meant = nearest(String(raw), ["reference"]);
    return meant === null ? quantity(readDuration, raw, refuse) : refuse({ suggestion: meant });
  },
});

/** The word alone, in a union with forms that are no text. */
export const referenceWord = leaf<Reference>({
  expected: "reference",
  json: { const: "reference" },
  read: (raw, refuse) => {
    if (raw === "reference") return theReference;
    const meant = typeof raw === "string" ? nearest(raw, ["reference"]) : null;
    return refuse(meant === null ? { otherForm: true } : { suggestion: meant });
  },
});

/** A duration as the key of a map; it stays as it was written. */
export const durationKey = leaf({
  expected: durationForm,
  json: { type: "string", pattern: durationPattern },
  takes: ["string"],
  read: (raw, refuse) => {
    quantity(readDuration, raw, refuse);
    return String(raw);
  },
});

export const positiveDuration = leaf({
  expected: `${durationForm}, longer than 0ms`,
  json: { type: "string", pattern: durationPattern },
  takes: ["string", "number"],
  read: (raw, refuse) => {
    const value = quantity(readDuration, raw, refuse);
    return value === 0 ? refuse({ message: "this duration cannot be 0" }) : value;
  },
});

/** In bytes. */
export const size = leaf({
  expected: "a size such as 64KB or 128MB",
  json: { type: "string", pattern: sizePattern },
  takes: ["string", "number"],
  read: (raw, refuse) => {
    const value = quantity(readSize, raw, refuse);
    return value === 0 ? refuse({ message: "a size cannot be 0" }) : value;
  },
});

function quantity(read: (raw: string | number) => Reading, raw: unknown, refuse: Refuse): number {
  const reading = read(typeof raw === "number" ? raw : String(raw));
  return "value" in reading ? reading.value : refuse({ message: reading.problem, suggestion: reading.suggestion });
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): z.ZodType<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
  const expected = least === -most ? "a whole number" : `a whole number, ${range}`;
  return leaf({
    expected,
    json: { type: "integer", minimum: least, maximum: most },
    takes: ["number"],
    read: (raw, refuse) => {
      const value = Number(raw);
      return Number.isSafeInteger(value) && value >= least && value <= most ? value + 0 : refuse({});
    },
  });
}

/** A finite number in a range; `above` leaves the lower edge out. */
export function numberIn(range: { least: number; most: number; above?: boolean }): z.ZodType<number> {
  const { least, most, above = false } = range;
  return leaf({
    expected: above ? `a number above ${least}` : `a number from ${least} to ${most}`,
    json: { type: "number", [above ? "exclusiveMinimum" : "minimum"]: least, maximum: most },
    takes: ["number"],
    read: (raw, refuse) => {
      const value = Number(raw);
      const fits = (above ? value > least : value >= least) && value <= most;
      if (!fits) return refuse({});
      // Points are divided exactly: what is written has to have an exact form of its own.
      return /^\d+(\.\d{1,6})?$/.test(String(value))
        ? value
        : refuse({ message: "this number has more than six decimals" });
    },
  });
}

/** Text with something in it. */
export const words = leaf({
  expected: "a text",
  json: { type: "string", minLength: 1, pattern: "\\S" },
  takes: ["string"],
  read: (raw, refuse) => {
    const value = String(raw).trim();
    return value === "" ? refuse({ expected: "a string that is not empty" }) : value;
  },
});

/** One line of text. */
export const oneLine = leaf({
  expected: "a string on one line",
  json: { type: "string", minLength: 1, pattern: "\\S" },
  takes: ["string"],
  read: (raw, refuse) => {
    const value = String(raw).trim();
    return value === "" || /[\n\r\u2028\u2029]/.test(value) ? refuse({}) : value;
  },
});

/** A name that other places refer to. A number is taken for its digits. */
export const identifier = leaf({
  expected: "an id, such as q1",
  json: { type: ["string", "integer"], minLength: 1 },
  takes: ["string", "number"],
  read: (raw, refuse) => {
    const value = String(raw).trim();
    return value === "" || /\s/.test(value) || (typeof raw === "number" && !Number.isSafeInteger(raw))
      ? refuse({})
      : value;
  },
});

export const truth = leaf({
  expected: "true or false",
  json: { type: "boolean" },
  takes: ["boolean", "string"],
  read: (raw, refuse) => {
    if (typeof raw === "boolean") return raw;
    const meant = /^(yes|on|y)$/i.test(String(raw)) ? "true" : /^(no|off|n)$/i.test(String(raw)) ? "false" : null;
    return refuse({ suggestion: meant ?? nearest(String(raw), ["true", "false"]) });
  },
});

/** One of some words. */
export function oneWord<const W extends string>(...known: readonly W[]): z.ZodType<W> {
  const expected = known.length === 1 ? `the word ${known[0]}` : `one of ${known.join(", ")}`;
  return leaf({
    expected,
    json: known.length === 1 ? { const: known[0] } : { enum: known },
    takes: ["string", "number", "boolean"],
    read: (raw, refuse) =>
      known.find((word) => word === raw) ??
      refuse({ suggestion: nearest(String(raw), known) ?? builtIn(String(raw), known) }),
  });
}

/** `events` is `node:events`. */
function builtIn(raw: string, known: readonly string[]): string | null {
  return known.find((word) => word === `node:${raw}`) ?? null;
}
