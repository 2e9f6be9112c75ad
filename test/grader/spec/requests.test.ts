import { describe, expect, test } from "vitest";
import type { WrittenRequest } from "../../../grader/spec/index.ts";
import { codeExercise, load, places } from "./load-text.ts";

const file = (requests: string) => `title: t\nscenarios:\n  - name: s\n    expect:\n      requests: ${requests}\n`;

function requests(text: string): readonly WrittenRequest[] {
  const check = codeExercise(load(file(text))).scenarios[0]!.checks[0]!;
  if (check.kind !== "requests" || "kind" in check.requests) throw new Error(check.kind);
  return check.requests;
}

const part = (source: string) => ({ kind: "match", pattern: { kind: "regex", source, flags: "" } });

describe("a matcher in the place of a request looks at its line", () => {
  test.each([
    ['{ $match: "/posts" }', { line: part("/posts") }],
    ['{ $match: "a.b" }', { line: part("a\\.b") }],
    ['{ $match: "^GET .*/posts$" }', { line: part("^GET .*/posts$") }],
    ["{ $match: /posts/ }", { line: part("posts") }],
    [
      '{ $match: "GET https://a.test/" }',
      { line: { kind: "match", pattern: { kind: "exact", text: "GET https://a.test/" } } },
    ],
    ["{ $any: true }", { line: { kind: "any" } }],
    ['{ $contains: "/posts" }', { line: { kind: "contains", item: { kind: "string", value: "/posts" } } }],
    ['{ $literal: "GET https://a.test/" }', { line: { kind: "string", value: "GET https://a.test/" } }],
  ])("%s", (text, request) => {
    expect(requests(`[${text}]`)).toEqual([request]);
    expect(requests(`{ $unordered: [${text}] }`)).toEqual([request]);
  });

  test("alternatives are requests of any form", () => {
    const [first] = requests('[{ $oneOf: [GET https://a.test/1, { method: POST }, { $match: "/x" }] }]');
    expect(first).toMatchObject({ oneOf: [{ url: { value: "https://a.test/1" } }, { url: null }, { line: {} }] });
  });

  test("a part of a request is what its fields are anyway", () => {
    expect(requests("[{ $contains: { method: POST } }]")).toEqual(requests("[{ method: POST }]"));
  });

  test.each([
    ["[{ $mtch: x }]", "5:20 unknown-key $match"],
    ["[{ $match: 5 }]", "5:28 wrong-value"],
    ['[{ $match: "/(/" }]', "5:28 bad-pattern"],
    ["[{ $match: x, url: y }]", "5:31 unknown-key"],
    ["[{ $oneOf: [] }]", "5:28 wrong-value"],
    ["[{ $oneOf: [get https://a.test/] }]", "5:29 wrong-value GET https://a.test/"],
    ["[{ metod: GET }]", "5:20 unknown-key method"],
    ["[5]", "5:18 wrong-value"],
    ["5", "5:17 wrong-value"],
    ["GET https://a.test/", '5:17 wrong-value ["GET https://a.test/"]'],
  ])("%s is refused at %s", (text, place) => {
    expect(places(load(file(text)))).toEqual([place]);
  });
});

test("a pattern of an address may be a part of it", () => {
  expect(requests('[{ url: { $match: "/posts" }, method: { $match: GET } }]')).toMatchObject([
    { url: part("/posts"), method: { pattern: { kind: "exact", text: "GET" } } },
  ]);
});
