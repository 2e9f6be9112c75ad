import type { YAMLParseError } from "yaml";
import { showText } from "../values/index.ts";
import type { MistakeText } from "./mistake.ts";

/** In the words of who writes the file, where the parser's own are those of who wrote the parser. */
const plainWords: { readonly [code: string]: string } = {
  BLOCK_AS_IMPLICIT_KEY: "a text with a colon and a space in it needs quotes",
  TAB_AS_INDENT: "tabs cannot indent a line; use spaces",
  BAD_SCALAR_START: "a text that begins with this character needs quotes",
  BAD_DQ_ESCAPE: "this is no escape of a text in double quotes; write \\\\ for a backslash, or use single quotes",
};

/** @param quotes for each quoted text, by the place where it ends, the place where it begins */
export function tellSyntaxError(
  error: YAMLParseError,
  text: string,
  quotes: ReadonlyMap<number, number>,
): { readonly offset: number; readonly told: MistakeText } {
  const isOpenQuote = error.code === "MISSING_CHAR" && /closing ["']/.test(error.message);
  // The parser misses the quote at the end of the file; a person looks for it at the beginning of the text.
  const offset = isOpenQuote ? (quotes.get(error.pos[0]) ?? error.pos[0]) : error.pos[0];
  const line = /^[^\r\n]*/.exec(text.slice(offset, offset + 60))![0].trim();
  const own = isOpenQuote ? "this quote is never closed" : plainWords[error.code];
  return {
    offset,
    told: {
      code: "yaml-syntax",
      message: `this is no YAML: ${own ?? uncapitalized(error.message)}`,
      found:
        line === ""
          ? offset >= text.trimEnd().length
            ? "the end of the file"
            : "the end of the line"
          : showText(line, 40),
      expected: "YAML 1.2",
    },
  };
}

function uncapitalized(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}
