import { z } from "zod";
import type { Reference, WrittenExpected } from "../values/index.ts";
import { matcherJson } from "./json-value.ts";
import { about, across, closed, kindOf, leaf, mapOf, type RefuseTogether, someKey } from "./leaf.ts";
import { durationKey, expectedDuration, oneWord, referenceWord, theReference, wholeNumber } from "./leaves.ts";
import { requests } from "./schema-requests.ts";
import { expectedText, expectedValue, readExpected } from "./value.ts";

const timeRange = closed({
  atMost: expectedDuration.optional().meta(about("No later than this.", "500ms")),
  atLeast: expectedDuration.optional().meta(about("No sooner than this.", "100ms")),
})
  .check(across(ordered))
  .meta(someKey());

const scaled = closed({
  ideal: expectedDuration.meta(about("Full points at this time or below.", "500ms", "reference")),
  sequential: expectedDuration.meta(about("No points at this time or above; in between, linearly fewer.", "800ms")),
}).check(
  across(({ ideal, sequential }, refuse) => {
    if (typeof ideal !== "number" || typeof sequential !== "number" || ideal < sequential) return;
    refuse("`sequential` must be longer than `ideal`", { path: ["sequential"], expected: "longer than ideal" });
  }),
);

const elapsed = z.union([expectedDuration, timeRange, scaled], {
  error: "a duration such as 500ms, { atMost, atLeast } or { ideal, sequential }",
});

const peak = z.union(
  [
    wholeNumber(0),
    closed({
      atLeast: wholeNumber(0).optional().meta(about("At least this many at once.", 2)),
      atMost: wholeNumber(0).optional().meta(about("At most this many at once.", 3)),
    })
      .check(across(ordered))
      .meta(someKey()),
  ],
  { error: "a whole number, or { atLeast, atMost }" },
);

const peaks = closed({
  requests: peak
    .optional()
    .meta(
      about("Requests in flight at once: at most this number, or { atLeast, atMost }.", 3, { atLeast: 2, atMost: 3 }),
    ),
  tasks: peak.optional().meta(
    about("Tasks alive at once, not counting the entry's own: at most this number, or { atLeast, atMost }.", 3, {
      atLeast: 2,
      atMost: 3,
    }),
  ),
})
  .check(
    across((given, refuse, misspelt) => {
      if (Object.keys(given).length === 0 && !misspelt)
        refuse("`peak` needs requests, tasks or both", { expected: "requests or tasks" });
    }),
  )
  .meta(someKey());

const thrown = z.union(
  [
    referenceWord,
    closed({
      name: expectedText.optional().meta(about("error.name.", "TimeoutError")),
      message: expectedText
        .optional()
        .meta(about("error.message: exact text, /a pattern/ or a matcher.", "/timed out/")),
    }),
  ],
  { error: "a map (name, message), or reference" },
);

/** The lines that console printed. */
const lines = leaf<WrittenExpected>({
  expected: "the printed text, or a list of its lines",
  json: {
    anyOf: [
      { type: ["string", "number", "boolean"] },
      { type: "array", items: { anyOf: [{ type: ["string", "number", "boolean"] }, matcherJson] } },
      matcherJson,
    ],
  },
  takes: ["string", "number", "boolean", "list", "map"],
  read: (raw, refuse) => {
    if (raw === "reference") return theReference;
    const given = kindOf(raw);
    if (given !== "list" && given !== "map") return { kind: "list", items: linesOf(String(raw)) };
    const expected = readExpected(raw, refuse, []);
    if (expected.kind === "map")
      return refuse({ message: "lines are a string, a list or a matcher", expected: "a list of lines" });
    if (expected.kind !== "list") return asLines(expected);
    for (const [i, item] of expected.items.entries()) {
      if (item.kind === "null" || item.kind === "list" || item.kind === "map") {
        refuse({
          path: [i],
          message: "a line is a string or a matcher",
          expected: "a string or a matcher",
          suggestion: item.kind === "null" ? '""' : null,
        });
      }
    }
    return { kind: "list", items: expected.items.flatMap(asLineItems) };
  },
});

function linesOf(text: string): WrittenExpected[] {
  const body = text.replace(/\r?\n$/, "");
  return body === "" && text !== "\n" ? [] : body.split(/\r?\n/).map((value) => ({ kind: "string", value }));
}

/** One item of a list may be a text of several lines. An empty text is an empty line. */
function asLineItems(item: WrittenExpected): WrittenExpected[] {
  if (item.kind === "number" || item.kind === "boolean") return [{ kind: "string", value: String(item.value) }];
  return item.kind === "string" && item.value.includes("\n") ? linesOf(item.value) : [item];
}

function asLines(expected: WrittenExpected): WrittenExpected {
  if (expected.kind === "unordered") return { kind: "unordered", items: expected.items.flatMap(asLineItems) };
  if (expected.kind === "oneOf") return { kind: "oneOf", options: expected.options.map(asLines) };
  if (expected.kind === "list") return { kind: "list", items: expected.items.flatMap(asLineItems) };
  return expected.kind === "string" ? { kind: "list", items: linesOf(expected.value) } : expected;
}

const state = oneWord("pending", "done", "cancelled", "failed");

const taskCheck = z.union(
  [
    state,
    closed({
      state: state.optional().meta(about("The state that each matching task has.", "done")),
      count: wholeNumber(0).optional().meta(about("How many tasks match, exactly; 0 for none.", 1)),
      endedAt: z
        .union([expectedDuration, timeRange], { error: "a duration such as 200ms, or { atMost, atLeast }" })
        .optional()
        .meta(
          about("When each matching task ended: at exactly this virtual time, or { atMost, atLeast }.", "200ms", {
            atMost: "250ms",
          }),
        ),
      result: expectedValue
        .optional()
        .meta(about("What each matching task returned; it may contain matchers.", "sunt aut facere")),
    })
      .check(
        across((given, refuse, misspelt) => {
          if (Object.keys(given).length === 0 && !misspelt)
            refuse("a task is described by at least one of its fields", {
              expected: "state, count, endedAt or result",
            });
        }),
      )
      .meta(someKey()),
  ],
  { error: "one of pending, done, cancelled, failed, or a map of state, count, endedAt and result" },
);

const taskPattern = leaf<string>({
  expected: "a task's name, or a glob with * and ?",
  json: { type: "string", minLength: 1 },
  takes: ["string"],
  read: (raw, refuse) => (String(raw).trim() === "" ? refuse({}) : String(raw)),
});

const taskChecks = mapOf(
  taskPattern,
  taskCheck.meta(
    about("pending, done, cancelled or failed; or a map of state, count, endedAt and result.", "done", {
      state: "cancelled",
      count: 1,
      endedAt: "200ms",
    }),
  ),
  "task names and their states",
)
  .check(across(notEmpty))
  .meta(someKey());

export const expectation = closed({
  elapsed: elapsed
    .optional()
    .meta(
      about(
        "Virtual time from the call of the entry until it settles (category concurrency): at most 500ms, { atMost, atLeast }, or { ideal, sequential }.",
        "500ms",
        { ideal: "500ms", sequential: "800ms" },
        "reference",
      ),
    ),
  peak: peaks
    .optional()
    .meta(
      about(
        "What runs at the same time (category concurrency).",
        { requests: 3 },
        { requests: { atLeast: 2, atMost: 3 } },
      ),
    ),
  returns: expectedValue
    .optional()
    .meta(
      about(
        "What the entry returns (category returns); it may contain matchers. Not together with throws.",
        ["sunt aut facere", "qui est esse"],
        { $match: "/^Post/" },
        "reference",
      ),
    ),
  throws: thrown.optional().meta(
    about("The error that the entry throws (category returns). Not together with returns.", {
      name: "TimeoutError",
      message: "/timed out/",
    }),
  ),
  stdout: lines
    .optional()
    .meta(
      about(
        "What console.log, info and debug printed (category returns): exact text, or a list of lines and matchers.",
        "Post 1: sunt aut facere\n",
        ["Post 1: sunt aut facere", { $match: "/^Post/" }],
      ),
    ),
  stderr: lines
    .optional()
    .meta(
      about(
        "What console.error and warn printed (category returns): exact text, or a list of lines and matchers.",
        ["no answer"],
        { $contains: "no answer" },
      ),
    ),
  requests: requests
    .optional()
    .meta(
      about(
        "The complete list of requests in the order sent (category returns); { $unordered: [...] } for any order.",
        ["GET https://jsonplaceholder.typicode.com/posts/1"],
        { $unordered: ["GET https://api.test/a", "GET https://api.test/b"] },
      ),
    ),
  tasks: taskChecks.optional().meta(
    about("Final states of tasks by name or glob (category states).", {
      "fetchTitle*": "done",
      watcher: { state: "cancelled", count: 1 },
    }),
  ),
  at: mapOf(
    durationKey,
    taskChecks.meta(about("States of tasks at this instant, by name or glob.", { "fetchTitle*": "pending" })),
    "instants such as 100ms",
  )
    .check(across(notEmpty))
    .meta(someKey())
    .optional()
    .meta(about("States of tasks at virtual instants (category states).", { "100ms": { "fetchTitle*": "pending" } })),
  leftovers: oneWord("none")
    .optional()
    .meta(about("none: at the end no task is pending, no timer set, no request in flight (category states).", "none")),
})
  .check(
    across((given, refuse, misspelt) => {
      if (Object.keys(given).length === 0 && !misspelt)
        refuse("a scenario needs at least one check", {
          expected: "at least one check: elapsed, returns, tasks, …",
        });
    }),
  )
  .meta(someKey(["returns", "throws"]));

export type AuthoredExpectation = z.output<typeof expectation>;

function ordered(
  {
    atLeast,
    atMost,
  }: { readonly atLeast?: number | Reference | undefined; readonly atMost?: number | Reference | undefined },
  refuse: RefuseTogether,
  misspelt: boolean,
): void {
  if (atLeast === undefined && atMost === undefined && !misspelt)
    refuse("this needs atMost, atLeast or both", { expected: "atMost or atLeast" });
  if (typeof atLeast !== "number" || typeof atMost !== "number" || atLeast <= atMost) return;
  refuse("`atLeast` is more than `atMost`, so nothing can fit", { expected: "atMost or less", path: ["atLeast"] });
}

function notEmpty(given: object, refuse: RefuseTogether): void {
  if (Object.keys(given).length === 0)
    refuse("this map is empty: it needs at least one key", { expected: "at least one key" });
}
