import { codeFrameColumns } from "@babel/code-frame";
import type { Position } from "../values/index.ts";
import { columnsOf } from "./columns.ts";
import { escapeSourceLine } from "./escape-terminal.ts";
import { letters, nextWhole } from "./letters.ts";

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
  const { text: marked, column } = shown[at.line - first]!;
  const options = { linesAbove, linesBelow, startLine: first, highlightCode: style.color, forceColor: style.color };
  const lines = codeFrameColumns(
    shown.map(({ text }) => text).join("\n"),
    { start: { line: at.line, column } },
    options,
  ).split("\n");
  const mark = at.line - first + 1;
  lines[mark] = moveMark(lines[mark]!, columnsOf(marked.slice(0, column - 1)) - (column - 1));
  return lines;
}

/** The library counts letters, of which some take two columns and some none. */
function moveMark(line: string, by: number): string {
  if (by >= 0) return line.replace("^", `${" ".repeat(by)}^`);
  // oxlint-disable-next-line no-control-regex
  return line.replace(new RegExp(` {${-by}}((?:\\u001b\\[[\\d;]*m)*\\^)`), "$1");
}

interface ShownLine {
  readonly text: string;
  readonly column: number;
}

/** No more of a line than this is looked at on each side of its mark: it may be all of a file. */
const NEAR = 1000;

/** Escapes, and cuts a long line to a window of so many columns in which the marked letter can be seen. */
function shorten(line: string, column: number, width: number): ShownLine {
  const start = Math.min(Math.max(column, 1) - 1, line.length);
  const nearFrom = nextWhole(line, Math.max(0, start - NEAR));
  const nearTo = nextWhole(line, start + NEAR);
  const before = spread(escapeSourceLine(line.slice(nearFrom, start)), 0);
  const text = before + spread(escapeSourceLine(line.slice(start, nearTo)), before.length);
  const isWhole = nearFrom === 0 && nearTo >= line.length;
  if (isWhole && columnsOf(text) <= width) return { text, column: before.length + 1 };
  const all: { segment: string; index: number; columns: number }[] = [];
  let index = 0;
  for (const segment of letters(text)) {
    all.push({ segment, index, columns: columnsOf(segment) });
    index += segment.length;
  }
  const ahead = nearFrom === 0 && columnsOf(before) < width - 10 ? Number.POSITIVE_INFINITY : Math.floor(width / 3);
  let from = Math.max(
    0,
    all.findLastIndex((each) => each.index <= before.length),
  );
  let room = ahead;
  while (from > 0 && room >= all[from - 1]!.columns) room -= all[--from]!.columns;
  const head = from === 0 && nearFrom === 0 ? "" : "…";
  let body = "";
  let left = width - head.length - 1;
  for (const { segment, columns } of all.slice(from)) {
    left -= columns;
    if (left < 0) break;
    body += segment;
  }
  const skipped = all[from]?.index ?? 0;
  const tail = skipped + body.length < text.length || nearTo < line.length ? "…" : "";
  return { text: head + body + tail, column: before.length - skipped + head.length + 1 };
}

/** Every terminal has its own idea of a tab. */
const tabWidth = 4;

function spread(text: string, from: number): string {
  let out = "";
  for (const part of text.split(/(\t)/)) {
    out += part === "\t" ? " ".repeat(tabWidth - ((from + out.length) % tabWidth)) : part;
  }
  return out;
}
