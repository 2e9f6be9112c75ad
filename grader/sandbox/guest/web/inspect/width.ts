import { RegExp } from "../core/intrinsics.ts";

/** Columns that text takes on a terminal: East Asian characters and emoji two, combining marks and control characters none. */
export function textWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  // The engine compiles literals when the file is loaded, and these take longer than all of the rest.
  none ??= new RegExp("[\\p{Cc}\\p{Mn}\\p{Me}\\p{Cf}]", "u");
  wide ??= new RegExp(`[${wideRanges}\\p{Emoji_Presentation}]`, "u");
  let width = 0;
  for (const char of text.normalize("NFC")) {
    if (none.test(char)) continue;
    width += wide.test(char) ? 2 : 1;
  }
  return width;
}

let none: RegExp | undefined;
let wide: RegExp | undefined;

/** Unicode's East Asian Width: W and F. */
const wideRanges =
  "\\u1100-\\u115f\\u2329\\u232a\\u2e80-\\u303e\\u3041-\\u3247\\u3250-\\u4dbf\\u4e00-\\ua4c6\\ua960-\\ua97c\\uac00-\\ud7a3" +
  "\\uf900-\\ufaff\\ufe10-\\ufe19\\ufe30-\\ufe6b\\uff01-\\uff60\\uffe0-\\uffe6\\u{1b000}-\\u{1b2ff}\\u{20000}-\\u{3fffd}";
