import { z } from "zod";
import { type Reference, showText, type TextPattern, type WrittenExpected } from "../values/index.ts";
import type { WrittenRequest } from "./exercise.ts";
import { matcherJson } from "./json-value.ts";
import { about, across, closed, isMapData, leaf, listOf, someKey, someOf } from "./leaf.ts";
import { referenceWord, theReference } from "./leaves.ts";
import { headerMatchers, methods, parsed } from "./schema-http.ts";
import { expectedValue, readExpected } from "./value.ts";

const method = leaf<WrittenExpected>({
  expected: `one of ${methods.join(", ")}, or a matcher`,
  json: { anyOf: [{ enum: [...methods, "reference"] }, matcherJson] },
  takes: ["string", "map"],
  read: (raw, refuse) => {
    if (raw === "reference") return theReference;
    if (typeof raw !== "string")
      return asPattern(readExpected(raw, refuse, []), (text) => methods.some((known) => known === text));
    return methods.some((known) => known === raw)
      ? { kind: "string", value: raw }
      : refuse({ suggestion: methods.find((known) => known === raw.toUpperCase()) ?? null });
  },
});

const url = leaf<WrittenExpected>({
  expected: "a whole URL such as https://jsonplaceholder.typicode.com/posts/1, or a matcher",
  json: { anyOf: [{ type: "string", pattern: "^[hH][tT][tT][pP][sS]?://\\S+$" }, { const: "reference" }, matcherJson] },
  takes: ["string", "map"],
  read: (raw, refuse) => {
    if (raw === "reference") return theReference;
    if (typeof raw !== "string") return asPattern(readExpected(raw, refuse, []), (text) => parsed(text) !== null);
    const parsedUrl = /^https?:\/\//i.test(raw) ? parsed(raw) : null;
    return parsedUrl ? { kind: "string", value: withoutHash(parsedUrl) } : refuse({});
  },
});

function withoutHash(target: URL): string {
  target.hash = "";
  return target.href;
}

/**
 * `$match` with a text in it is exact. One that no whole line, URL or method could ever be is meant for a part of it: `/posts`.
 */
function asPattern(expected: WrittenExpected, canBeWhole: (text: string) => boolean): WrittenExpected {
  if (expected.kind === "oneOf") {
    return { kind: "oneOf", options: expected.options.map((option) => asPattern(option, canBeWhole)) };
  }
  if (expected.kind !== "match" || expected.pattern.kind !== "exact" || canBeWhole(expected.pattern.text)) {
    return expected;
  }
  const source = expected.pattern.text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const pattern: TextPattern = { kind: "regex", source, flags: "" };
  return { kind: "match", pattern };
}

const requestFields = closed({
  method: method.optional().meta(about("GET, POST, …, or a matcher.", "GET")),
  url: url.optional().meta(about("The whole URL, or a matcher.", "https://jsonplaceholder.typicode.com/posts/1")),
  json: expectedValue
    .optional()
    .meta(about("The request's body as JSON; it may contain matchers.", { title: "x" }, { $contains: { title: "x" } })),
  text: expectedValue.optional().meta(about("The request's body as text, or a matcher.", "ok", { $contains: "ok" })),
  headers: headerMatchers.optional().meta(
    about("Headers that the request must have, by name; others may be there too.", {
      authorization: { $match: "/^Bearer /" },
    }),
  ),
})
  .check(
    across((given, refuse, misspelt) => {
      if (Object.keys(given).length === 0 && !misspelt)
        refuse("a request is described by at least one of its fields", {
          expected: "method, url, json, text or headers",
        });
    }),
  )
  .meta(someKey());

/** The two fields that a line has, in the shape of the map that has them all. */
export interface RequestLine {
  readonly method: WrittenExpected;
  readonly url: WrittenExpected;
  readonly json?: undefined;
  readonly text?: undefined;
  readonly headers?: undefined;
}

const requestLine = leaf<RequestLine>({
  expected: "a method and a URL such as GET https://jsonplaceholder.typicode.com/posts/1",
  json: { type: "string", pattern: `^(${methods.join("|")}) https?://\\S+$` },
  takes: ["string"],
  read: (raw, refuse) => {
    const [, verb = "", address = ""] = /^(\S+) (\S+)$/.exec(String(raw)) ?? [];
    const target = /^https?:\/\//i.test(address) ? parsed(address) : null;
    const known = methods.find((each) => each === verb.toUpperCase());
    if (target && known === verb) {
      return { method: { kind: "string", value: verb }, url: { kind: "string", value: withoutHash(target) } };
    }
    return refuse({ suggestion: target && known ? `${known} ${address}` : null });
  },
});

/** A matcher in the place of the whole request looks at its line. */
const lineMatcher = leaf<{ readonly line: WrittenExpected }>({
  expected: "a matcher such as { $match: /posts/ }",
  json: matcherJson,
  takes: ["map"],
  read: (raw, refuse) => {
    if (!isMapData(raw) || !looksAtLine(raw)) return refuse({ otherForm: true });
    return { line: asPattern(readExpected(raw, refuse, []), isLine) };
  },
});

function looksAtLine(raw: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(raw, "$oneOf")) return false;
  const inner = raw["$contains"];
  const isPart = isMapData(inner) && !Object.keys(inner).some((key) => key.startsWith("$"));
  return !isPart && Object.keys(raw).some((key) => key.startsWith("$"));
}

function isLine(text: string): boolean {
  return /^[A-Z]+ https?:\/\/\S+$/.test(text);
}

const wanted = `a request such as ${showText("GET https://jsonplaceholder.typicode.com/posts/1")}, or { method, url, json, text, headers }, or a matcher`;

const request = z.union([referenceWord, requestLine, requestFields, lineMatcher], { error: wanted });

const alternatives = closed({
  $oneOf: someOf(request, "requests").meta(
    about("Requests of which any one will do.", ["GET https://api.test/a", "GET https://api.test/b"]),
  ),
});

const part = closed({
  $contains: requestFields.meta(about("Fields of the request.", { url: "https://api.test/a" })),
});

const requestList = listOf(
  z.union([referenceWord, requestLine, requestFields, lineMatcher, alternatives, part], { error: wanted }),
  "requests",
);

const listOrReference = z.union([referenceWord, requestList], { error: "a list of requests, or reference" });

export const requests = z.union(
  [
    referenceWord,
    requestList,
    closed({
      $unordered: listOrReference.meta(
        about(
          "The requests, sent in whatever order.",
          ["GET https://api.test/a", "GET https://api.test/b"],
          "reference",
        ),
      ),
    }),
  ],
  { error: "a list of requests, { $unordered: [...] }, or reference" },
);

type AuthoredRequest = z.output<typeof requestList>[number];

export function requestsOf(list: z.output<typeof listOrReference>): readonly WrittenRequest[] | Reference {
  return Array.isArray(list) ? list.map(requestOf) : list;
}

function requestOf(request: AuthoredRequest): WrittenRequest {
  if ("kind" in request) return request;
  if ("line" in request) return request;
  if ("$oneOf" in request) return { oneOf: request.$oneOf.map(requestOf) };
  const {
    method = null,
    url = null,
    json = null,
    text = null,
    headers = {},
  } = "$contains" in request ? request.$contains : request;
  return {
    method,
    url,
    json,
    text,
    headers: Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const),
  };
}
