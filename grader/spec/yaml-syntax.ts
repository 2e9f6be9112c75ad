import type { YAMLParseError } from "yaml";
import { showText } from "../values/index.ts";
import type { MistakeText } from "./mistake.ts";

const QUOTED = "a string in quotes";
const SPACED = "a key, a colon and a space";

/** In the words of who writes the file, where the parser's own are those of who wrote the parser: the first that fits. */
const plainWords: readonly (readonly [said: RegExp, message: string, expected: string])[] = [
  [/^Nested mappings/, "text that contains a colon and a space needs quotes", QUOTED],
  [/^Plain value cannot start/, "text that begins with this character needs quotes", QUOTED],
  [/^Tabs/, "tabs cannot indent a line; use spaces", "spaces"],
  [
    /^Invalid escape/,
    "double quotes do not know this escape; write \\\\ for a backslash, or use single quotes",
    "\\\\, or a string in single quotes",
  ],
  [/closing ["']/, "this quote is never closed", "a quote at the end of the text"],
  [/^Flow map/, "a map that begins with { is not closed before this", "a } first"],
  [/^Flow sequence/, "a list that begins with [ is not closed before this", "a ] first"],
  [/flow-(?:map|seq)-end/, "this bracket closes nothing", "one closing bracket for each { and ["],
  [/^Missing ,/, "a comma is missing before this", "a comma"],
  [/^Block collections/, "a comma is missing here, or there is an indented map or list inside { } or [ ]", "a comma"],
  [/^Unexpected ,|empty item/, "there is one comma too many here", "one comma between two items"],
  [/space after :/, "a space is missing after the colon", "a colon and a space"],
  [/^Comments/, "a comment needs a space before its #", "a space and #"],
  [
    /^Sequence item/,
    "this line is not an item of the list around it; is it indented too little or too much?",
    "an item that begins with a dash and a space, or the column of the keys above",
  ],
  [/block-seq-ind/, "a list cannot start on the line of its key", "a list that starts on the next line"],
  [/^Implicit/, "this line has no colon and space after its key", SPACED],
  [/^All mapping items/, "the keys of one map start in the same column", "the column of the keys above"],
  [
    /^All sequence items|^A block sequence/,
    "the dashes of one list are in the same column",
    "the column of the dashes above",
  ],
  [
    /^Block scalar header/,
    "nothing follows | or > on its line; the text starts on the next one",
    "the end of the line",
  ],
  [/^Not a YAML token/, "this has no meaning here; text made of such characters needs quotes", QUOTED],
  [/^Block scalar values/, "text after | or > must be indented", "spaces at the beginning of the line"],
  [/at node end$/, "this cannot follow what comes before it", "the end of the line"],
  [/^Unexpected .*scalar/, "this cannot follow what comes before it; is a comma missing?", "a comma"],
];

/** @param quotes for each quoted text, by the place where it ends, the place where it begins */
export function tellSyntaxError(
  error: YAMLParseError,
  text: string,
  quotes: ReadonlyMap<number, number>,
): { readonly offset: number; readonly told: MistakeText } {
  const odd = oddLine(text, placeOf(error, text, quotes));
  const offset = odd?.offset ?? placeOf(error, text, quotes);
  const line = /^[^\r\n]*/.exec(text.slice(offset, offset + 60))![0].trim();
  const [, plain, wanted] = plainWords.find(([said]) => said.test(error.message)) ?? [];
  const message = odd?.message ?? plain ?? uncapitalized(error.message);
  const expected = odd?.expected ?? wanted ?? "YAML 1.2";
  return {
    offset,
    told: {
      code: "yaml-syntax",
      message: `this is not YAML: ${message}`,
      found:
        line === ""
          ? offset >= text.trimEnd().length
            ? "the end of the file"
            : "the end of the line"
          : showText(line, 40),
      expected,
      suggestion: mended(expected, line),
    },
  };
}

/** The text as YAML takes it, where that is all there is to do. */
function mended(expected: string, line: string): string | null {
  if (line.length >= 60 || /["']/.test(line)) return null;
  if (expected === QUOTED && !line.includes("#")) return JSON.stringify(line);
  return expected === SPACED && /^[\w-]+:\S/.test(line) ? line.replace(":", ": ") : null;
}

/** Where a person looks for the mistake. */
function placeOf(error: YAMLParseError, text: string, quotes: ReadonlyMap<number, number>): number {
  const [start] = error.pos;
  // The parser misses the quote at the end of the file, and a line in the wrong column at the line's beginning.
  if (error.code === "MISSING_CHAR" && /closing ["']/.test(error.message)) return quotes.get(start) ?? start;
  const indent = /^ *(?=[^\s])/.exec(text.slice(start, start + 200))?.[0].length ?? 0;
  return start + indent;
}

interface OddLine {
  readonly offset: number;
  readonly message: string;
  readonly expected: string;
}

/** What in a line makes it unreadable, whatever the parser stumbles over. */
function oddLine(text: string, near: number): OddLine | null {
  const from = text.lastIndexOf("\n", near - 1) + 1;
  const line = /^[^\r\n]*/.exec(text.slice(from))![0];
  const at = (column: number, message: string, expected: string): OddLine => ({
    offset: from + column,
    message,
    expected,
  });
  if (/^(?:<{7}|={7}|>{7})(?: |$)/.test(line)) {
    const message = "git left a merge conflict here; keep one of the two versions";
    return at(0, message, "the file without these marks");
  }
  const indent = line.search(/\S/);
  const shown = line.slice(indent);
  if (/^-[^\s-][^:]*:(?: |$)/.test(shown)) {
    return at(indent, "a dash that begins an item needs a space after it", "a dash and a space");
  }
  if (/^\*[^\s:]*\s*:(?: |$)/.test(shown))
    return at(indent, "a name that begins with * needs quotes", "a name in quotes");
  // What was copied from a web page often has some.
  const odd = /^[^"'#]*?([\u00A0\u2000-\u200B\u202F\u3000])/.exec(line);
  if (odd === null) return null;
  const code = odd[1]!.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const message = `column ${odd[0].length} of this line has a character (U+${code}) that only looks like a space`;
  return at(odd[0].length - 1, message, "a space");
}

function uncapitalized(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}
