import { escapeLines, escapeTerminal } from "./escape-terminal.ts";

/**
 * A line of any origin for GitHub's Markdown, where it is just text: no markup, no link, no image, no mention of a person. Punctuation is
 * written as entities, which Markdown takes for nothing else; after an @ comes a word joiner, as mentions are looked for in the finished page.
 */
export function markdownLine(text: string): string {
  return escapeTerminal(text)
    .replaceAll(/[!-+./:-@[-`{-~]|^-/g, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll("&#64;", "&#64;&#8288;");
}

/** The same for several lines. */
export function markdownLines(text: string): string {
  return text.split("\n").map(markdownLine).join("<br>");
}

/** A block that is shown as it is: HTML, so that no run of backticks can end it. */
export function markdownBlock(lines: readonly string[]): string {
  const text = lines.flatMap(escapeLines).join("\n");
  return `<pre>\n${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n</pre>`;
}
