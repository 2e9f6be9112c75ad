/**
 * What a terminal would obey instead of show, and what a reader could not see: control and format characters (bidi
 * overrides among them), line and paragraph separators, fillers, tags, odd spaces, halves of surrogate pairs.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?![ \u3000])\p{Zs}/gu;

/** An emoji may be several code points held together by characters that are invisible anywhere else. */
const emoji = /\p{Extended_Pictographic}\p{EMod}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{EMod}?\uFE0F?)*/gu;

/**
 * One line of text that came from a submission, harmless for a terminal: `\n`, `\u001b`, `\u202e` are written out. Everything else
 * stays as it is, backslashes included.
 */
export function escapeTerminal(text: string): string {
  return aroundEmoji(text, escapePart);
}

/** The same for source code, in which a tab is nothing odd. */
export function escapeSourceLine(text: string): string {
  return aroundEmoji(text, (part) => part.split("\t").map(escapePart).join("\t"));
}

/** The same for a text of several lines. */
export function escapeLines(text: string): string[] {
  return text.split(/\r\n|\n/).map(escapeTerminal);
}

function aroundEmoji(text: string, escape: (part: string) => string): string {
  let out = "";
  let end = 0;
  for (const match of text.matchAll(emoji)) {
    out += escape(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return out + escape(text.slice(end));
}

const short = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function escapePart(text: string): string {
  return text.replaceAll(unseen, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return short.get(character) ?? (code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\u{${code}}`);
  });
}
