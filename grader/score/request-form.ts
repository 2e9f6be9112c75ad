import type { RequestRecord } from "../sandbox/index.ts";
import type { ExpectedRequest } from "../spec/index.ts";
import { showExpected, snapshotFromJsonText, type Expected, type Snapshot } from "../values/index.ts";
import { sameUrlForm } from "./url-form.ts";

/** What is not asked about may be anything, which is what `contains` means for a map. */
export function toExpected(request: ExpectedRequest): Expected {
  if ("oneOf" in request) return { kind: "oneOf", options: request.oneOf.map(toExpected) };
  const entries: [string, Expected][] = [];
  if ("line" in request) entries.push(["line", inEitherForm(request.line, lineForm)]);
  else {
    const { method, url, json, text } = request;
    if (method !== null) entries.push(["method", mapStrings(method, (given) => given.toUpperCase())]);
    if (url !== null) entries.push(["url", inEitherForm(url, sameUrlForm)]);
    if (json !== null) entries.push(["json", json]);
    if (text !== null) entries.push(["text", text]);
    if (request.headers.length > 0) {
      const headers = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
      entries.push(["headers", { kind: "contains", item: { kind: "map", entries: headers } }]);
    }
  }
  return { kind: "contains", item: { kind: "map", entries } };
}

/** A text is compared in one form, a pattern with the address as it was sent: what was sent is a list of both. */
function inEitherForm(expected: Expected, form: (text: string) => string): Expected {
  return { kind: "contains", item: mapStrings(expected, form) };
}

function lineForm(line: string): string {
  const space = line.indexOf(" ");
  return `${line.slice(0, space).toUpperCase()} ${sameUrlForm(line.slice(space + 1))}`;
}

/** Only whole strings have a form; a pattern or a part of a text is matched against what was sent. */
function mapStrings(expected: Expected, change: (text: string) => string): Expected {
  if (expected.kind === "string") return { kind: "string", value: change(expected.value) };
  if (expected.kind === "oneOf")
    return { kind: "oneOf", options: expected.options.map((option) => mapStrings(option, change)) };
  return expected;
}

export function toSnapshot(request: RequestRecord): Snapshot {
  const json = request.body === null ? null : snapshotFromJsonText(request.body);
  const method = request.method.toUpperCase();
  const urls = [...new Set([request.url, sameUrlForm(request.url)])];
  const entries: [string, Snapshot][] = [
    ["line", { t: "list", v: urls.map((url) => `${method} ${url}`) }],
    ["method", method],
    ["url", { t: "list", v: urls }],
    ["text", request.body ?? ""],
    ["headers", { t: "map", v: request.headers.map(([name, value]) => [name.toLowerCase(), value] as const) }],
  ];
  if (json !== null) entries.push(["json", json.value]);
  return { t: "map", v: entries };
}

export function showSent(request: RequestRecord): string {
  return `${request.method} ${request.url}`;
}

export function showWanted(request: ExpectedRequest): string {
  if ("oneOf" in request) return request.oneOf.map(showWanted).join(", or ");
  if ("line" in request) return showPart(request.line);
  const parts = [request.method, request.url].filter((part) => part !== null);
  const line = parts.map(showPart).join(" ");
  const rest = [
    request.json === null ? "" : ` with json ${showExpected(request.json, 60)}`,
    request.text === null ? "" : ` with text ${showExpected(request.text, 60)}`,
    ...request.headers.map(([name, value]) => ` with ${name}: ${showPart(value)}`),
  ];
  return `${line === "" ? "a request" : line}${rest.join("")}`;
}

function showPart(part: Expected): string {
  return part.kind === "string" ? part.value : showExpected(part);
}
