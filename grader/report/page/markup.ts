import { escapeTerminal } from "../escape-terminal.ts";

/** HTML that may stand as it is. Made by `html` only, so that no text of a submission gets into a page unescaped. */
export class Markup {
  readonly text: string;
  constructor(key: typeof made, text: string) {
    if (key !== made) throw new Error("Markup is made by the tag html`…`.");
    this.text = text;
  }
}
const made = Symbol("made by html");

export type Piece = Markup | string | number | null | readonly Piece[];

/** A template whose values are escaped, whatever place they stand in (attributes are to be in double quotes). */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(made, parts.map((part, i) => part + (i < values.length ? written(values[i]!) : "")).join(""));
}

function written(value: Piece): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(written).join("");
  return escapeHtml(escapeTerminal(String(value)));
}

/** Source code, output and lists of who waits, in which line breaks and tabs are nothing odd. */
export function asLines(text: string): Markup {
  const shown = text.split(/(\r\n|\n|\t)/).map((part) => (/^[\r\n\t]+$/.test(part) ? part : escapeTerminal(part)));
  return new Markup(made, escapeHtml(shown.join("")));
}

/** A style sheet or script of our own, to the letter: its hash stands in the page's policy. Never with anything of a submission in it. */
export function ownElement(name: "style" | "script", text: string): Markup {
  if (text.includes(`</${name}`)) throw new Error(`A ${name} must not end itself.`);
  return new Markup(made, `<${name}>${text}</${name}>`);
}

/** Data for a `<script type="application/json">`: nothing in it can end the element. */
export function jsonData(value: unknown): Markup {
  const json = JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, unicodeEscape);
  return new Markup(made, json);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities.get(character)!);
}
