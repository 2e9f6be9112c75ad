import type { Json } from "../values/index.ts";

/**
 * Whatever steers a terminal, turns text round or cannot be seen is written as its code: `--format json` may go to a terminal, and whoever
 * parses it gets the same text. Only line breaks stay, which are ours; a text's own ones are escaped already. U+2028 and U+2029 besides
 * are the end of a line to many a tool that reads JSON line by line.
 */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function jsonText(value: Json): string {
  return `${unseenEscaped(JSON.stringify(value, null, 2))}\n`;
}

/** The same of any text that is JSON. */
export function unseenEscaped(json: string): string {
  return json.replaceAll(UNSEEN, escaped);
}

function escaped(char: string): string {
  return char.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
