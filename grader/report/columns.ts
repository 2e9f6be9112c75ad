import stringWidth from "string-width";

/** Columns that a text takes in a terminal. Almost every text is plain, and the tables for all others take long to come up. */
export function columnsOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}
