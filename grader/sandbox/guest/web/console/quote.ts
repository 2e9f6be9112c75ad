const special = /[\0-\x1f'\\\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const named: Record<string, string> = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };

/** As Node shows text inside of other values: in the quotes that need no escaping, if there are such. */
export function quote(text: string): string {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes("`") && !text.includes("${")) mark = "`";
  }
  return mark + escapeText(text, mark === "'") + mark;
}

/** Control characters, backslashes, lone surrogates, and single quotes unless `quotes` is false. */
export function escapeText(text: string, quotes = true): string {
  return text.replace(special, (unit) => {
    if (unit === "'") return quotes ? "\\'" : unit;
    const name = named[unit];
    if (name !== undefined) return name;
    const code = unit.charCodeAt(0);
    const hex = code.toString(16);
    return code > 0xff ? `\\u${hex}` : `\\x${hex.toUpperCase().padStart(2, "0")}`;
  });
}

/** Property names that are shown without quotes. */
export const plainName = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
