import { wrap } from "../report/index.ts";

const widest = 100;

/**
 * Sentences of our own, between line breaks of our own. A terminal would break long lines in the middle of words; a file or a pipe
 * gets each on one line.
 *
 * @param columns of the terminal; infinite where there is none
 */
export function prose(text: string, columns: number): string {
  if (!Number.isFinite(columns)) return text;
  return text
    .split("\n")
    .flatMap((line) => {
      const indent = /^ */.exec(line)![0];
      const width = Math.min(columns, widest) - indent.length;
      return wrap(line.slice(indent.length), width).map((part) => indent + part);
    })
    .join("\n");
}
