const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** As many as fetch follows. */
export const MOST_REDIRECTS = 20;

/** Headers that describe a body, dropped together with it. */
const BODY_HEADERS = new Set([
  "content-encoding",
  "content-language",
  "content-location",
  "content-type",
  "content-length",
]);
/** Not sent on to another origin. */
const SECRET_HEADERS = new Set(["authorization", "proxy-authorization", "cookie", "host"]);

export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
}

export type Redirection =
  | { readonly kind: "none" }
  | { readonly kind: "next"; readonly hop: Hop }
  | { readonly kind: "refused"; readonly message: string };

/** What fetch's "HTTP-redirect fetch" makes of a response. */
export function redirection(hop: Hop, status: number, location: string | null): Redirection {
  if (!REDIRECTS.has(status) || location === null) return { kind: "none" };
  if (!URL.canParse(location, hop.url.href))
    return { kind: "refused", message: `the redirect to ${location} is not a URL` };
  const url = new URL(location, hop.url);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return { kind: "refused", message: "URL scheme must be a HTTP(S) scheme" };
  }
  if (url.hash === "") url.hash = hop.url.hash;
  let { method, headers, body } = hop;
  const toGet =
    status === 303 ? method !== "GET" && method !== "HEAD" : (status === 301 || status === 302) && method === "POST";
  if (toGet) {
    method = "GET";
    body = null;
    headers = headers.filter(([name]) => !BODY_HEADERS.has(name.toLowerCase()));
  }
  if (url.origin !== hop.url.origin) headers = headers.filter(([name]) => !SECRET_HEADERS.has(name.toLowerCase()));
  return { kind: "next", hop: { method, url, headers, body } };
}
