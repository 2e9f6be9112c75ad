import { spanAt } from "../place.ts";
import type { Diagnostic } from "../program.ts";
import type { LoadedFile } from "../project.ts";
import type { TypeScript } from "../typescript.ts";

/** What a file begins with when something else than a program was saved in it. The parser's own words for it would help nobody. */
const FOREIGN: readonly { readonly begins: RegExp; readonly message: string; readonly hint: string }[] = [
  {
    begins: /^(?:```|~~~).*/,
    message: "This line is Markdown, not TypeScript: it only says that code follows.",
    hint: "Delete it, and the line that ends the code in the same way.",
  },
  {
    begins: /^<(?:!doctype\s+html|html|head|body)\b.*/i,
    message: "This file holds a web page, not a program.",
    hint: "Where you saved it from, look for the file itself: it is often behind a button called Raw or Download.",
  },
];

/** Null for what may be a program. */
export function foreignText(ts: TypeScript, loaded: LoadedFile): Diagnostic | null {
  const { text } = loaded.source;
  const start = text.search(/\S/);
  if (start < 0) return null;
  const [line = ""] = text.slice(start, start + 200).split(/[\r\n]/, 1);
  for (const { begins, message, hint } of FOREIGN) {
    const found = begins.exec(line);
    if (found === null) continue;
    const span = spanAt(ts, loaded, start, start + found[0].trimEnd().length);
    return { ...span, code: "foreign", severity: "error", message, hint };
  }
  return null;
}
