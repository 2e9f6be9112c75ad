import type { Expected, TextPattern } from "./expected.ts";
import type { Snapshot } from "./snapshot.ts";

const usualLength = 120;

/** A value as people write it, in one line of at most `most` characters; what does not fit is `…`. */
export function showSnapshot(snapshot: Snapshot, most = usualLength): string {
  return bounded(most, (line) => writeSnapshot(line, snapshot));
}

/** What is expected as people write it, in one line of at most `most` characters; matchers are put into words. */
export function showExpected(expected: Expected, most = usualLength): string {
  return bounded(most, (line) => writeExpected(line, expected));
}

/** Text in quotes, control characters escaped, in one line of at most `most` characters. */
export function showText(text: string, most = usualLength): string {
  return bounded(most, (line) => writeText(line, text));
}

/** Thrown away text stops the walk too: a huge value costs no more than its beginning. */
class Line {
  readonly most: number;
  text = "";

  constructor(most: number) {
    this.most = most;
  }

  get full(): boolean {
    return this.text.length > this.most;
  }

  add(text: string): void {
    if (!this.full) this.text += text;
  }
}

function bounded(most: number, write: (line: Line) => void): string {
  const line = new Line(most);
  write(line);
  if (!line.full) return line.text;
  let end = most - 1;
  // Never cut a surrogate pair in two.
  if (/[\uD800-\uDBFF]/.test(line.text.charAt(end - 1))) end--;
  return `${line.text.slice(0, end)}…`;
}

function writeText(line: Line, text: string): void {
  line.add(JSON.stringify(text.length > line.most ? text.slice(0, line.most + 1) : text));
}

function writeSnapshot(line: Line, snapshot: Snapshot): void {
  if (line.full) return;
  if (typeof snapshot === "string") return writeText(line, snapshot);
  if (typeof snapshot === "number") return line.add(String(snapshot));
  if (snapshot === null || typeof snapshot === "boolean") return line.add(String(snapshot));
  switch (snapshot.t) {
    case "undefined":
      return line.add("undefined");
    case "number":
    case "other":
      return line.add(snapshot.v.replaceAll(/[\n\r\t]/g, " "));
    case "list":
      return writeList(line, snapshot.v, writeSnapshot);
    case "map":
      return writeMap(line, snapshot.v, writeSnapshot);
  }
}

function writeExpected(line: Line, expected: Expected): void {
  if (line.full) return;
  switch (expected.kind) {
    case "null":
      return line.add("null");
    case "boolean":
    case "number":
      return line.add(String(expected.value));
    case "string":
      return writeText(line, expected.value);
    case "list":
      return writeList(line, expected.items, writeExpected);
    case "map":
      return writeMap(line, expected.entries, writeExpected);
    case "match":
      return line.add(showPattern(expected.pattern, line.most));
    case "approx":
      return line.add(`${expected.value} ± ${expected.within}`);
    case "unordered":
      line.add("in any order ");
      return writeList(line, expected.items, writeExpected);
    case "contains":
      line.add("something that contains ");
      return writeExpected(line, expected.item);
    case "type":
      return line.add(expected.type === "null" ? "null" : `any ${expected.type}`);
    case "any":
      return line.add("anything");
    case "oneOf":
      line.add("one of ");
      return writeList(line, expected.options, writeExpected);
  }
}

function showPattern(pattern: TextPattern, most: number): string {
  return pattern.kind === "exact" ? showText(pattern.text, most) : `text matching /${pattern.source}/${pattern.flags}`;
}

function writeList<T>(line: Line, items: readonly T[], write: (line: Line, item: T) => void): void {
  line.add("[");
  for (const [index, item] of items.entries()) {
    if (line.full) return;
    if (index > 0) line.add(", ");
    write(line, item);
  }
  line.add("]");
}

function writeMap<T>(
  line: Line,
  entries: readonly (readonly [string, T])[],
  write: (line: Line, item: T) => void,
): void {
  if (entries.length === 0) return line.add("{}");
  line.add("{ ");
  for (const [index, [key, value]] of entries.entries()) {
    if (line.full) return;
    if (index > 0) line.add(", ");
    if (isPlainKey(key)) line.add(key);
    else writeText(line, key);
    line.add(": ");
    write(line, value);
  }
  line.add(" }");
}

export function isPlainKey(key: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) && key.length < 100;
}
