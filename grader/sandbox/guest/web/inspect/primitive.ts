import { quote } from "../console/quote.ts";
import { Object, String } from "../core/intrinsics.ts";
import type { Inspection } from "./options.ts";

export type Primitive = string | number | bigint | boolean | symbol | null | undefined;

/** Text shorter than this is never split over lines. */
const splitLength = 16;

export function showPrimitive(value: Primitive, inspection: Inspection): string {
  if (typeof value === "string") return showString(value, inspection);
  if (typeof value === "number") return showNumber(value);
  return typeof value === "bigint" ? `${value}n` : String(value);
}

export function showNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : `${value}`;
}

/** Long text with line breaks is shown as a sum of its lines. */
function showString(value: string, { maxStringLength, breakLength, indent }: Inspection): string {
  let text = value;
  let rest = "";
  if (text.length > maxStringLength) {
    rest = `... ${more(text.length - maxStringLength, "character")}`;
    text = text.slice(0, maxStringLength);
  }
  if (text.length <= splitLength || text.length <= breakLength - indent - 4) return quote(text) + rest;
  const lines = text.split(/(?<=\n)/);
  return lines.map(quote).join(` +\n${" ".repeat(indent + 2)}`) + rest;
}

/** "1 more item", "2 more items". */
export function more(count: number, noun: string): string {
  return `${count} more ${noun}${count > 1 ? "s" : ""}`;
}
