import type { UrlRecord } from "../guest/web/index.ts";

/** What the guest's Web globals ask Node for: the URL standard and the legacy encodings, whose tables are large. */

/**
 * Names of hosts that are longer, and not in plain letters, are refused: what makes them plain takes time as the square of the length, three
 * seconds for 60,000 characters. A name in the real world has at most 253.
 */
const LONGEST_FOREIGN_HOST = 300;
const FOREIGN = /[^ -~]|%|xn--/i;

function isTooForeign(host: string): boolean {
  return host.length > LONGEST_FOREIGN_HOST && FOREIGN.test(host);
}

/** What may become the name of a host: the first part, after a scheme that has hosts. Tabs and line ends count for nothing. */
function hostOf(input: string): string {
  const first = /^[\0- ]*(?:(?:https?|wss?|ftp|file):)?[/\\]*([^/\\?#]*)/i.exec(input.replace(/[\t\n\r]/g, ""));
  return first?.[1]?.split("@").at(-1) ?? "";
}

export function urlParse(input: string, base: string | null): string {
  if (isTooForeign(hostOf(input))) return "";
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
  const isHost = known === "host" || known === "hostname";
  if (known !== undefined && !(isHost && isTooForeign(value))) url[known] = value;
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
