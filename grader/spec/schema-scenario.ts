import { z } from "zod";
import { closed, leaf, listOf, mapOf } from "./leaf.ts";
import { numberIn, oneLine, positiveDuration, size, truth, wholeNumber, words } from "./leaves.ts";
import { expectation } from "./schema-expect.ts";
import { http } from "./schema-http.ts";
import { argumentValue } from "./value.ts";

export const limits = closed({
  virtualTime: positiveDuration.optional().describe("Virtual time that a scenario may take; default 60s."),
  steps: wholeNumber(1).optional().describe("Steps that may run while the virtual clock stands still; default 100000."),
  cpu: positiveDuration.optional().describe("Computing time, counted by the engine; default 1s."),
  memory: size.optional().describe("Memory of the submission; default 128MB."),
  output: size.optional().describe("What a scenario may print; default 64KB."),
  tasks: wholeNumber(1)
    .optional()
    .describe("Tasks that a scenario may make, the entry's own not counted; default 10000."),
  requests: wholeNumber(0).optional().describe("Requests that a scenario may send; default 10000."),
  timers: wholeNumber(0).optional().describe("Timers that a scenario may have set at once; default 100000."),
});

export const seed = wholeNumber(-Number.MAX_SAFE_INTEGER);

/** In epoch ms. */
export const instant = leaf<number>({
  expected: "a date and time in UTC such as 2025-01-01T00:00:00Z",
  json: {
    type: "string",
    pattern: "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?(Z|[+-]\\d\\d:\\d\\d))?$",
  },
  takes: ["string"],
  read: (raw, refuse) => {
    const text = String(raw);
    const parts = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
    if (!parts) {
      const spaced = text
        .trim()
        .replace(/^(\d{4}-\d\d-\d\d) +(?=\d\d:\d\d)/, "$1T")
        .replace(/z$/, "Z");
      return refuse({
        suggestion:
          /T/.test(spaced) && spaced !== text ? (/(Z|[+-]\d\d:\d\d)$/.test(spaced) ? spaced : `${spaced}Z`) : null,
      });
    }
    const [, day = "", time, , , zone] = parts;
    if (time !== undefined && zone === undefined) {
      return refuse({ message: "a time needs its zone, which is Z for UTC", suggestion: `${text}Z` });
    }
    // The engine takes a 30th of February for the 2nd of March.
    const days = Date.parse(`${day}T00:00:00Z`);
    const value = Date.parse(text);
    if (Number.isNaN(days) || Number.isNaN(value) || new Date(days).toISOString().slice(0, 10) !== day) {
      return refuse({ message: "there is no such date" });
    }
    return value;
  },
});

const args = z.array(argumentValue, { error: "a list of arguments" });

export const scenario = closed({
  name: oneLine.describe("Name of the scenario; no other one has it."),
  args: args.optional().describe("Arguments of the entry, in order; default none."),
  http: http.optional().describe("Replaces single routes of the exercise's http, or adds some, for this scenario."),
  hidden: truth.optional().describe("true: a learner sees name, status and points only; default false."),
  expect: expectation.describe("What is checked, one key or more."),
  weights: mapOf(words, numberIn({ least: 0, most: 1_000_000, above: true }), "keys of expect and their weights")
    .optional()
    .describe("Weights of single checks of this scenario, by key of expect; default 1."),
  why: mapOf(words, words, "keys of expect and their explanations")
    .optional()
    .describe("The instructor's own words, by key of expect, shown when that check fails."),
  limits: limits.optional().describe("Replaces single limits of the exercise for this scenario."),
  seed: seed.optional().describe("Replaces the exercise's seed for this scenario."),
  start: instant.optional().describe("Replaces the exercise's start for this scenario."),
});

export type AuthoredScenario = z.output<typeof scenario>;
export type AuthoredLimits = z.output<typeof limits>;

/** The list in solutions/<id>.hidden.yaml. */
export const hiddenScenarios = listOf(scenario, "scenarios");
