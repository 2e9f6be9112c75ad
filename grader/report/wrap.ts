import { columnsOf } from "./columns.ts";
import { letters } from "./letters.ts";

/** A space between words, but none between a number and its unit. */
const gap = /(?<!\d) | (?!(?:ms|s|min|h)(?!\w))/u;

/** What is there to be typed is easier copied from one line. */
const command = /"npx chronograde [^"]*"/gu;
/** Stands for a space inside a command while words are told apart: no text for a terminal has it. */
const kept = "\0";

/** Breaks words over lines of at most `columns`, the first one by `extra` longer. A word that is longer than a line is cut; a command that fits a line is not broken. */
export function wrap(text: string, columns: number, extra = 0): string[] {
  const width = Math.max(columns, 10);
  const lines: string[] = [];
  let line = "";
  for (const word of words(text, width)) {
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

function words(text: string, width: number): string[] {
  return text
    .replace(command, (whole) => (columnsOf(whole) < width ? whole.replaceAll(" ", kept) : whole))
    .split(gap)
    .map((word) => word.replaceAll(kept, " "));
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
  let fitting = "";
  for (const segment of letters(text)) {
    if (columnsOf(fitting + segment) > columns - 1) break;
    fitting += segment;
  }
  return `${fitting}…${" ".repeat(Math.max(0, columns - 1 - columnsOf(fitting)))}`;
}
