import { Math } from "../core/intrinsics.ts";
import type { Inspection } from "./options.ts";
import { textWidth } from "./width.ts";

export interface Block {
  /** Stands before the opening brace: an error's stack, a function's name. Empty for most. */
  readonly base: string;
  readonly open: string;
  readonly close: string;
  /** Lists of more than six entries are set in columns. */
  readonly list: boolean;
}

/**
 * Entries between braces: on one line when they fit and do not nest too deep, in columns if they are many short ones, else
 * one per line. `values` are those of a list.
 */
export function layOut(
  inspection: Inspection,
  entries: string[],
  { base, open, close, list }: Block,
  level: number,
  values?: ArrayLike<unknown>,
): string {
  const { compact, indent, lastLevel } = inspection;
  const head = base === "" ? open : `${base} ${open}`;
  let rows = entries;
  if (compact > 0) {
    if (list && entries.length > 6) rows = columns(inspection, entries, values);
    if (lastLevel - level < compact && rows === entries && fits(inspection, rows, base, open)) {
      const line = rows.join(", ");
      if (!line.includes("\n")) return `${head} ${line} ${close}`;
    }
  }
  const newline = `\n${" ".repeat(indent)}`;
  return `${head}${newline}  ${rows.join(`,${newline}  `)}${newline}${close}`;
}

/** Ten columns are kept free for what stands before or after. */
function fits({ breakLength, indent }: Inspection, rows: string[], base: string, open: string): boolean {
  let total = 2 * rows.length + indent + open.length + base.length + 10;
  for (const row of rows) total += row.length;
  return total <= breakLength && !base.includes("\n");
}

/** A character is about two and a half times as high as wide: makes the block about square. */
const heightOfChar = 2.5;
const mostColumns = 15;

function columns(inspection: Inspection, entries: string[], values?: ArrayLike<unknown>): string[] {
  // The last entry may be "... 3 more items": it gets a line of its own.
  const count = inspection.maxArrayLength < entries.length ? entries.length - 1 : entries.length;
  const widths: number[] = [];
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = textWidth(entries[i]!) + 2;
    widths.push(width);
    total += width;
    widest = Math.max(widest, width);
  }
  const room = inspection.breakLength - inspection.indent;
  if (widest * 3 >= room || !(total / widest > 5 || widest <= 8)) return entries;

  const bias = Math.max(widest - 3 - Math.sqrt(widest - total / entries.length), 1);
  const wanted = Math.min(
    Math.round(Math.sqrt(heightOfChar * bias * count) / bias),
    Math.floor(room / widest),
    inspection.compact * 4,
    mostColumns,
  );
  if (wanted <= 1) return entries;

  const columnWidths: number[] = [];
  for (let column = 0; column < wanted; column++) {
    let width = 2;
    for (let i = column; i < count; i += wanted) width = Math.max(width, widths[i]!);
    columnWidths.push(width);
  }
  const right = values !== undefined && allNumbers(values, entries.length);
  const rows: string[] = [];
  for (let first = 0; first < count; first += wanted) {
    const last = Math.min(first + wanted, count) - 1;
    let row = "";
    for (let i = first; i <= last; i++) {
      const cell = i < last ? `${entries[i]!}, ` : entries[i]!;
      const pad = " ".repeat(columnWidths[i - first]! - widths[i]!);
      if (right) row += pad + cell;
      else row += i < last ? cell + pad : cell;
    }
    rows.push(row);
  }
  if (count < entries.length) rows.push(entries[count]!);
  return rows;
}

function allNumbers(values: ArrayLike<unknown>, count: number): boolean {
  for (let i = 0; i < count; i++) {
    if (typeof values[i] !== "number" && typeof values[i] !== "bigint") return false;
  }
  return true;
}
