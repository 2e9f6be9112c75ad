import { escapeLines, escapeTerminal } from "./escape-terminal.ts";

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

/**
 * The value of an attribute, on one line. What XML 1.0 has no way to write (control characters, halves of surrogate pairs, U+FFFE) is
 * among what is written out for terminals, so nothing is lost.
 */
export function xmlAttribute(text: string): string {
  return withEntities(escapeTerminal(text));
}

/** What stands between two tags; line breaks are kept. */
export function xmlText(text: string): string {
  return withEntities(escapeLines(text).join("\n"));
}

function withEntities(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities.get(character)!);
}
