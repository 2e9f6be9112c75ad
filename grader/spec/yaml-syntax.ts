import type { YAMLParseError } from "yaml";
import { showText } from "../values/index.ts";
import type { MistakeText } from "./mistake.ts";

/** In the words of who writes the file, where the parser's own are those of who wrote the parser: the first that fits. */
const plainWords: readonly (readonly [said: RegExp, message: string, expected: string])[] = [
  [/^Nested mappings/, "a text with a colon and a space in it needs quotes", "a text in quotes"],
  [/^Plain value cannot start/, "a text that begins with this character needs quotes", "a text in quotes"],
  [/^Tabs/, "tabs cannot indent a line; use spaces", "spaces"],
  [
    /^Invalid escape/,
    "this is no escape of a text in double quotes; write \\\\ for a backslash, or use single quotes",
    "\\\\, or a text in single quotes",
  ],
  [/closing ["']/, "this quote is never closed", "a quote at the end of the text"],
  [/^Flow map/, "a map that begins with { is not closed before this", "a } first"],
  [/^Flow sequence/, "a list that begins with [ is not closed before this", "a ] first"],
  [/flow-(?:map|seq)-end/, "this bracket closes nothing", "a bracket for each { and [, no more"],
  [/^Missing ,/, "a comma is missing before this", "a comma"],
  [/^Block collections/, "a comma is missing here, or an indented map or list stands inside { } or [ ]", "a comma"],
  [/^Unexpected ,|empty item/, "here is a comma too many", "one comma between two items"],
  [/space after :/, "a space is missing after the colon", "a colon and a space"],
  [/^Comments/, "a comment needs a space before its #", "a space and #"],
  [
    /^Sequence item/,
    "this line is no item of the list that it stands in; is it indented too little or too much?",
    "an item that begins with a dash and a space, or the column of the keys above",
  ],
  [/block-seq-ind/, "a list cannot stand behind a key in its line", "a list that begins in the next line"],
  [/^Implicit/, "this line has no colon and space that end a key", "a key, a colon and a space"],
  [/^All mapping items/, "the keys of one map begin in one column", "the column of the keys above"],
  [
    /^All sequence items|^A block sequence/,
    "the dashes of one list stand in one column",
    "the column of the dashes above",
  ],
  [/^Block scalar header/, "after | or > the line ends; the text begins in the next one", "the end of the line"],
  [/^Not a YAML token/, "this means nothing here; a text of such signs needs quotes", "a text in quotes"],
  [/^Block scalar values/, "a text after | or > is indented", "spaces at the beginning of the line"],
  [/at node end$/, "this cannot follow what stands before it", "the end of the line"],
  [/^Unexpected .*scalar/, "this cannot follow what stands before it; is a comma missing?", "a comma"],
];

/** @param quotes for each quoted text, by the place where it ends, the place where it begins */
export function tellSyntaxError(
  error: YAMLParseError,
  text: string,
  quotes: ReadonlyMap<number, number>,
): { readonly offset: number; readonly told: MistakeText } {
  const offset = placeOf(error, text, quotes);
  const line = /^[^\r\n]*/.exec(text.slice(offset, offset + 60))![0].trim();
  const [, plain, wanted] = plainWords.find(([said]) => said.test(error.message)) ?? [];
  const [message, expected] = oddLine(text, offset) ?? [plain ?? uncapitalized(error.message), wanted ?? "YAML 1.2"];
  return {
    offset,
    told: {
      code: "yaml-syntax",
      message: `this is no YAML: ${message}`,
      found:
        line === ""
          ? offset >= text.trimEnd().length
            ? "the end of the file"
            : "the end of the line"
          : showText(line, 40),
      expected,
    },
  };
}

/** Where a person looks for the mistake. */
function placeOf(error: YAMLParseError, text: string, quotes: ReadonlyMap<number, number>): number {
  const [start] = error.pos;
  // The parser misses the quote at the end of the file, and a line in the wrong column at the line's beginning.
  if (error.code === "MISSING_CHAR" && /closing ["']/.test(error.message)) return quotes.get(start) ?? start;
  const indent = /^ *(?=[^\s])/.exec(text.slice(start, start + 200))?.[0].length ?? 0;
  return start + indent;
}

/** What in a line makes it unreadable, whatever the parser stumbles over. */
function oddLine(text: string, offset: number): readonly [message: string, expected: string] | null {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const line = /^[^\r\n]*/.exec(text.slice(from))![0];
  if (/^(?:<{7}|={7}|>{7})(?: |$)/.test(line)) {
    return ["git left a mark of a merge conflict here; keep one of the two versions", "the file without these marks"];
  }
  // What was copied from a web page often has some.
  const odd = /^[^"'#]*?([\u00A0\u2000-\u200B\u202F\u3000])/.exec(line);
  if (odd === null) return null;
  const code = odd[1]!.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return [`column ${odd[0].length} of this line has a character (U+${code}) that only looks like a space`, "a space"];
}

function uncapitalized(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}
