import type { Json } from "../values/index.ts";

/** U+2028 and U+2029 are legal in JSON, but the end of a line to many a tool that reads it line by line. */
export function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
}
