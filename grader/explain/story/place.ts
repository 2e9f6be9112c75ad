import type { Position } from "../../values/index.ts";

/** `line 9`, or `lib/retry.ts:9` when it is not in the file that the reader is looking at. */
export function showLine(at: Position, seenFrom: Position | null): string {
  return seenFrom === null || seenFrom.file === at.file ? `line ${at.line}` : `${at.file}:${at.line}`;
}

/** `lines 8, 9 and 10`, `lines 3, 4, … and 990 more`; each line once, seen from the first. */
export function showLines(places: readonly Position[]): string {
  const [first] = places;
  if (places.every((at) => at.file === first!.file)) {
    const numbers = [...new Set(places.map((at) => at.line))];
    return numbers.length === 1 ? `line ${numbers[0]}` : `lines ${listed(numbers.map(String))}`;
  }
  return listed([...new Set(places.map((at) => showLine(at, first!)))]);
}

/** Of more lines than these the first are told. */
const mostListed = 8;

/** `3, 7 and 9` */
export function listed(all: readonly string[]): string {
  const left = all.length - mostListed;
  const items = left > 1 ? [...all.slice(0, mostListed), `${left} more`] : all;
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

export function samePlace(a: Position, b: Position): boolean {
  return a.line === b.line && a.column === b.column && a.file === b.file;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function placeKey(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** In the text of one file. */
export function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
