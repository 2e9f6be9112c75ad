import type { Position } from "../values/index.ts";

/** Characters, about. */
const PIECE = 64 * 1024;

/**
 * The JSON text of plain values, one behind the other, with the keys of each object sorted; what JSON leaves out is left out. It is told in
 * pieces, cut anywhere: the whole of what a flood did is a hundred megabytes.
 *
 * @param values plain data without integers as keys, which no sorting could move
 */
export function tellCanonicalText(values: readonly unknown[], tell: (piece: string) => void): void {
  const places = new Map<Position, string>();
  let text = "";
  const write = (value: unknown): void => {
    if (value === null || typeof value !== "object") text += JSON.stringify(value) ?? "null";
    else if (Array.isArray(value)) writeList(value);
    else if (isPosition(value)) text += placeText(value, places);
    else writeMap(value as Readonly<Record<string, unknown>>);
    if (text.length < PIECE) return;
    tell(text);
    text = "";
  };
  const writeList = (list: readonly unknown[]): void => {
    text += "[";
    for (let i = 0; i < list.length; i++) {
      if (i > 0) text += ",";
      write(list[i]);
    }
    text += "]";
  };
  const writeMap = (map: Readonly<Record<string, unknown>>): void => {
    let before = "{";
    for (const key of Object.keys(map).toSorted()) {
      if (map[key] === undefined) continue;
      text += `${before}${JSON.stringify(key)}:`;
      write(map[key]);
      before = ",";
    }
    text += before === "{" ? "{}" : "}";
  };
  for (const value of values) write(value);
  tell(text);
}

function isPosition(value: object): value is Position {
  return "line" in value && "column" in value && "file" in value && Object.keys(value).length === 3;
}

/** A place is one object wherever it is named, and it is named in every frame of every stack. */
function placeText(place: Position, known: Map<Position, string>): string {
  const already = known.get(place);
  if (already !== undefined) return already;
  const { file, line, column } = place;
  const text = JSON.stringify({ column, file, line });
  known.set(place, text);
  return text;
}
