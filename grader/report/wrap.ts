import { columnsOf } from "./columns.ts";
import { letters } from "./letters.ts";

/** A space between words, but none between a number and its unit. */
const gap = /(?<!\d) | (?!(?:ms|s|min|h)(?!\w))/u;

/** Breaks words over lines of at most `columns`, the first one by `extra` longer. A word that is longer than a line is cut. */
export function wrap(text: string, columns: number, extra = 0): string[] {
  const width = Math.max(columns, 10);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(gap)) {
    const isFirst = lines.length === 0 && line === "";
    for (const [index, piece] of cut(word, width, isFirst ? width + extra : width).entries()) {
      if (index > 0) {
        lines.push(line);
        line = piece;
        continue;
      }
      const longer = line === "" ? piece : `${line} ${piece}`;
      if (columnsOf(longer) <= (lines.length === 0 ? width + extra : width)) {
        line = longer;
      } else {
        lines.push(line);
        line = piece;
      }
    }
  }
  return [...lines, line];
}

/** @param first the width of the first piece */
function cut(word: string, width: number, first: number): string[] {
  if (columnsOf(word) <= first) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const segment of letters(word)) {
    if (columnsOf(piece + segment) > (pieces.length === 0 ? first : width)) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** Cut or filled to exactly this many columns. */
export function fit(text: string, columns: number): string {
  const width = columnsOf(text);
  if (width <= columns) return text + " ".repeat(columns - width);
  let kept = "";
  for (const segment of letters(text)) {
    if (columnsOf(kept + segment) > columns - 1) break;
    kept += segment;
  }
  return `${kept}…${" ".repeat(Math.max(0, columns - 1 - columnsOf(kept)))}`;
}
