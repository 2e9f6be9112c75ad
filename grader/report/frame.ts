import { codeFrameColumns } from "@babel/code-frame";
import type { Position } from "../values/index.ts";
import { escapeSourceLine } from "./escape-terminal.ts";

export interface Source {
  readonly file: string;
  readonly text: string;
}

const linesAbove = 2;
const linesBelow = 1;

/** The lines around a place, the place marked; null when the text is not at hand. Escaped, and no wider than `columns`. */
export function codeFrame(
  sources: readonly Source[],
  at: Position,
  style: { color: boolean; columns: number },
): string[] | null {
  const source = sources.find((each) => each.file === at.file);
  if (source === undefined) return null;
  // What TypeScript counts as the end of a line.
  const all = source.text.replace(/^\uFEFF/, "").split(/\r\n|[\n\r\u2028\u2029]/);
  if (at.line < 1 || at.line > all.length) return null;
  const first = Math.max(1, at.line - linesAbove);
  const width = Math.max(style.columns - String(at.line + linesBelow).length - 5, 20);
  const shown = all.slice(first - 1, at.line + linesBelow).map((line, index) => {
    const marked = first + index === at.line ? at.column : 1;
    return shorten(line, marked, width);
  });
  const { column } = shown[at.line - first]!;
  const options = { linesAbove, linesBelow, startLine: first, highlightCode: style.color, forceColor: style.color };
  return codeFrameColumns(
    shown.map(({ text }) => text).join("\n"),
    { start: { line: at.line, column } },
    options,
  ).split("\n");
}

interface ShownLine {
  readonly text: string;
  readonly column: number;
}

/** Escapes, and cuts a long line to a window in which the marked column can be seen. */
function shorten(line: string, column: number, width: number): ShownLine {
  const start = Math.min(Math.max(column, 1) - 1, line.length);
  const before = escapeSourceLine(line.slice(0, start));
  const text = before + escapeSourceLine(line.slice(start));
  if (text.length <= width) return { text, column: before.length + 1 };
  const from = before.length < width - 10 ? 0 : before.length - Math.floor(width / 3);
  const head = from === 0 ? "" : "…";
  const tail = from + width - head.length < text.length ? "…" : "";
  const body = text.slice(from, from + width - head.length - tail.length);
  return { text: head + body + tail, column: before.length - from + head.length + 1 };
}
