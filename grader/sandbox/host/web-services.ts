import type { UrlRecord } from "../guest/web/index.ts";

/** What the guest's Web globals ask Node for: the URL standard and the legacy encodings, whose tables are large. */

export function urlParse(input: string, base: string | null): string {
  const from = base ?? undefined;
  const url = URL.canParse(input, from) ? new URL(input, from) : null;
  return url === null ? "" : JSON.stringify(urlRecord(url));
}

const SETTABLE = [
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;

export function urlSet(href: string, property: string, value: string): string {
  const url = new URL(href);
  const known = SETTABLE.find((each) => each === property);
  if (known !== undefined) url[known] = value;
  return JSON.stringify(urlRecord(url));
}

function urlRecord(url: URL): UrlRecord {
  const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = url;
  return { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash };
}

export function encodingOf(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return "";
  }
}

export function decodeText(encoding: string, bytes: Uint8Array, fatal: boolean, ignoreBOM: boolean): string {
  try {
    return JSON.stringify({ text: new TextDecoder(encoding, { fatal, ignoreBOM }).decode(bytes) });
  } catch {
    return "";
  }
}
