import { z } from "zod";
import { about, across, closed, leaf, mapOf, type Refuse, someKey, someOf } from "./leaf.ts";
import { duration, truth, wholeNumber } from "./leaves.ts";
import { nearest } from "./nearest.ts";
import { expectedValue, givenValue, jsonText } from "./value.ts";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** `https://host:port`, as it was written. */
const origin = leaf<string>({
  expected: "an origin such as https://jsonplaceholder.typicode.com, without a path",
  json: { type: "string", pattern: "^https?://[^/?#@\\s]+$" },
  takes: ["string"],
  read: (raw, refuse) => {
    const written = String(raw);
    const url = /^https?:\/\/[^\s\\]+$/i.test(written) ? parsed(written) : null;
    if (!url || url.hostname === "") {
      const [, method, origin, path] = /^([A-Z]+)\s+(https?:\/\/[^/\s]+)(\/\S*)$/.exec(written) ?? [];
      if (origin !== undefined) {
        return refuse({
          message: "routes go under their origin",
          suggestion: `${origin}: { ${method} ${path}: … }`,
          hidesBelow: true,
        });
      }
      const bare = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i.test(written);
      return refuse({ suggestion: bare ? `https://${written}` : null });
    }
    if (url.username !== "" || url.password !== "") {
      return refuse({ message: "an origin has no user name and no password", suggestion: url.origin });
    }
    if (/^https?:\/\/[^/?#]+$/i.test(written)) return written;
    return refuse({
      atKey: true,
      message: "an origin has no path; the path belongs to the routes",
      suggestion: url.origin,
    });
  },
});

/** `GET /posts/1?x=y`, as it was written. */
const routeKey = leaf<string>({
  expected: "a method and a path such as GET /posts/1",
  json: { type: "string", pattern: `^(${methods.join("|")}) /[^\\s#]*$` },
  takes: ["string"],
  read: (raw, refuse) => {
    const written = String(raw);
    const parts = /^(\S+)\s+(\S+)$/.exec(written.trim());
    if (!parts) {
      return refuse({ suggestion: /^\/[^\s#]*$/.test(written) ? `GET ${written}` : null });
    }
    const [, method = "", path = ""] = parts;
    if (!methods.some((known) => known === method)) {
      const meant = methods.find((known) => known === method.toUpperCase()) ?? nearest(method, methods);
      const expected = `one of ${methods.join(", ")}`;
      return refuse({
        message: `\`${method}\` is not a method`,
        expected,
        suggestion: meant && `${meant} ${path}`,
      });
    }
    return routePath(written, method, path, refuse);
  },
});

function routePath(written: string, method: string, path: string, refuse: Refuse): string {
  const url = /^https?:/i.test(path) ? parsed(path) : null;
  if (url) {
    const suggestion = `${method} ${url.pathname}${url.search}`;
    return refuse({ message: "a route has a path only; its origin is the key above", suggestion });
  }
  if (!path.startsWith("/") || path.startsWith("//") || path.includes("#") || path.includes("\\")) {
    const bare = /^[^/#\\]+[^#\\]*$/.test(path);
    return refuse({
      atKey: true,
      message: "a route's path begins with one / and has no #",
      suggestion: bare ? `${method} /${path}` : null,
    });
  }
  return written === `${method} ${path}` ? written : refuse({ suggestion: `${method} ${path}` });
}

export function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

const headerKey = leaf<string>({
  expected: "the name of a header",
  json: { type: "string", pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
  takes: ["string"],
  read: (raw, refuse) => (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(String(raw)) ? String(raw) : refuse({})),
});

const headerValue = leaf<string>({
  expected: "a string on one line",
  json: { type: ["string", "number", "boolean"] },
  takes: ["string", "number", "boolean"],
  // A header is a string of bytes.
  read: (raw, refuse) => (/^[\t\x20-\x7E\x80-\xFF]*$/.test(String(raw)) ? String(raw).trim() : refuse({})),
});

const text = leaf<string>({
  expected: "a text",
  json: { type: "string" },
  takes: ["string"],
  read: (raw) => String(raw),
});

const errorCode = leaf<string>({
  expected: "an error code such as ECONNRESET",
  json: { type: "string", pattern: "^[A-Z][A-Z0-9_]*$" },
  takes: ["string"],
  read: (raw, refuse) => {
    const upper = String(raw).toUpperCase();
    if (/^[A-Z][A-Z0-9_]*$/.test(String(raw))) return upper;
    return refuse({ suggestion: /^[A-Z][A-Z0-9_]*$/.test(upper) ? upper : null });
  },
});

export const headerMatchers = mapOf(headerKey, expectedValue, "headers");

const requestPattern = closed({
  json: givenValue
    .optional()
    .meta(about("The request's body as JSON; it may contain matchers.", { title: "x" }, { $contains: { title: "x" } })),
  text: givenValue.optional().meta(about("The request's body as text, or a matcher.", "ok", { $contains: "ok" })),
  headers: mapOf(headerKey, givenValue, "headers")
    .optional()
    .meta(
      about("Headers that the request must have, by name; others may be there too.", {
        authorization: { $match: "/^Bearer /" },
      }),
    ),
})
  .check(
    across((given, refuse, misspelt) => {
      const keys = Object.keys(given);
      if (keys.length === 0 && !misspelt)
        refuse("`match` takes at least one of json, text and headers", { expected: "json, text or headers" });
      if (keys.includes("json") && keys.includes("text")) {
        refuse("`text` and `json` cannot both be given: a request has one body", {
          code: "conflict",
          expected: "one of them",
          path: ["text"],
          atKey: true,
        });
      }
    }),
  )
  .meta(someKey(["json", "text"]));

const bodiless: readonly number[] = [204, 205, 304];
const body = ["status", "headers", "json", "text"] as const;

const reply = closed({
  latency: duration.optional().meta(about("Virtual time from the request to the reply; default 0ms.", "300ms")),
  status: wholeNumber(200, 599).optional().meta(about("Status of the reply; default 200.", 503)),
  headers: mapOf(headerKey, headerValue, "headers")
    .optional()
    .meta(about("Headers of the reply.", { "retry-after": "1" })),
  json: jsonText.optional().meta(about("Body of the reply, sent as JSON.", { id: 1, title: "sunt aut facere" })),
  text: text.optional().meta(about("Body of the reply, sent as is. Not together with json.", "ok")),
  error: errorCode
    .optional()
    .meta(about("The request fails with this code, such as ECONNRESET, after the latency.", "ECONNRESET")),
  hang: truth.optional().meta(about("true: the request is never answered.", true)),
  match: requestPattern.optional().meta(
    about(
      "The reply answers only requests that fit. In a list, the first reply that fits and is not used yet answers.",
      {
        json: { title: "x" },
      },
    ),
  ),
})
  .check(
    across((given, refuse) => {
      const conflict = (key: string, other: string) =>
        refuse(`\`${key}\` excludes \`${other}\``, {
          code: "conflict",
          expected: "one of them",
          path: [key],
          atKey: true,
        });
      if (given.json !== undefined && given.text !== undefined) conflict("text", "json");
      if (given.hang === true && given.error !== undefined) conflict("hang", "error");
      // The constructor of Response throws on such a body.
      if (bodiless.includes(given.status ?? 200) && (given.json !== undefined || given.text !== undefined)) {
        const key = given.json === undefined ? "text" : "json";
        const message = `a reply of status ${given.status} has no body`;
        refuse(message, { code: "conflict", expected: `no ${key}, or another status`, path: [key], atKey: true });
      }
      for (const key of body) {
        if (given[key] === undefined) continue;
        if (given.error !== undefined) conflict(key, "error");
        else if (given.hang === true) conflict(key, "hang");
      }
    }),
  )
  .meta({
    not: {
      anyOf: [
        { required: ["json", "text"] },
        { required: ["hang", "error"], properties: { hang: { const: true } } },
        { required: ["error"], anyOf: body.map((key) => ({ required: [key] })) },
        {
          required: ["hang"],
          properties: { hang: { const: true } },
          anyOf: body.map((key) => ({ required: [key] })),
        },
      ],
    },
  });

const replies = z.union([reply, someOf(reply, "replies")], {
  error: "a reply such as { latency: 300ms, json: … }, or a list of replies",
});

export const http = mapOf(
  origin,
  mapOf(
    routeKey,
    replies.meta(
      about(
        "A reply, or a list of replies given in order; the last one repeats.",
        { latency: "300ms", json: { id: 1 } },
        [{ latency: "100ms", status: 503 }, { text: "ok" }],
      ),
    ),
    "routes such as GET /posts/1",
  ),
  "origins such as https://jsonplaceholder.typicode.com",
);

export type AuthoredHttp = z.output<typeof http>;
export type AuthoredReply = z.output<typeof reply>;
