import { z } from "zod";
import { about, closed, leaf, listOf, mapOf } from "./leaf.ts";
import { numberIn, oneLine, positiveDuration, size, truth, wholeNumber, words } from "./leaves.ts";
import { expectation } from "./schema-expect.ts";
import { http } from "./schema-http.ts";
import { argumentValue } from "./value.ts";

export const limits = closed({
  virtualTime: positiveDuration.optional().meta(about("Virtual time that a scenario may take; default 60s.", "60s")),
  steps: wholeNumber(1)
    .optional()
    .meta(about("Steps that may run while the virtual clock stands still; default 100000.", 100_000)),
  cpu: positiveDuration.optional().meta(about("Computing time, counted by the engine; default 1s.", "1s")),
  memory: size.optional().meta(about("Memory of the submission; default 128MB.", "128MB")),
  output: size.optional().meta(about("What a scenario may print; default 64KB.", "64KB")),
  tasks: wholeNumber(1)
    .optional()
    .meta(about("Tasks that a scenario may make, not counting the entry's own; default 10000.", 10_000)),
  requests: wholeNumber(0).optional().meta(about("Requests that a scenario may send; default 10000.", 10_000)),
  timers: wholeNumber(0)
    .optional()
    .meta(about("Timers that a scenario may have set at once; default 100000.", 100_000)),
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
  name: oneLine.meta(about("Name of the scenario, different from all others.", "both titles")),
  args: args.optional().meta(about("Arguments of the entry, in order; default none.", [1, 2])),
  http: http.optional().meta(
    about("Replaces or adds routes of the exercise's http for this scenario.", {
      "https://api.test": { "GET /down": { error: "ECONNRESET" } },
    }),
  ),
  hidden: truth.optional().meta(about("true: a learner sees only name, status and points; default false.", true)),
  expect: expectation.meta(
    about("What is checked, at least one key.", { returns: ["sunt aut facere"], elapsed: "500ms" }),
  ),
  weights: mapOf(words, numberIn({ least: 0, most: 1_000_000, above: true }), "keys of expect and their weights")
    .optional()
    .meta(about("Weights of single checks of this scenario, by key of expect; default 1.", { returns: 2 })),
  why: mapOf(words, words, "keys of expect and their explanations")
    .optional()
    .meta(
      about("The instructor's own words, by key of expect, shown when that check fails.", {
        elapsed: "Both requests can be in flight at once.",
      }),
    ),
  limits: limits.optional().meta(about("Replaces limits of the exercise for this scenario.", { virtualTime: "10s" })),
  seed: seed.optional().meta(about("Replaces the exercise's seed for this scenario.", 2)),
  start: instant.optional().meta(about("Replaces the exercise's start for this scenario.", "2025-01-01T00:00:00Z")),
});

export type AuthoredScenario = z.output<typeof scenario>;
export type AuthoredLimits = z.output<typeof limits>;

/** The list in solutions/<id>.hidden.yaml. */
export const hiddenScenarios = listOf(scenario, "scenarios");
