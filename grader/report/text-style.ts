import type { Position } from "../values/index.ts";
import { escapeLines, escapeTerminal } from "./escape-terminal.ts";
import { codeFrame, type Source } from "./frame.ts";
import type { Paint } from "./paint.ts";
import { wrap } from "./wrap.ts";

/** What a text report is made for. */
export interface TextStyle {
  readonly color: boolean;
  /** Of the terminal. */
  readonly columns: number;
  /** What to do about a submission that has not passed; without it, the commands are named. */
  readonly next?: string;
}

/** Narrower lines cannot hold a line of code: then the terminal breaks them. */
export function usableColumns(columns: number): number {
  return Math.min(Math.max(Number.isFinite(columns) ? Math.floor(columns) : 80, 40), 200);
}

const widestProse = 100;
/** A message may quote an address or a name of the submission's, of any length; the JSON result has it in full. */
const longestProse = 4000;

/** A pen that writes blocks of text, each indented, and that shows no place of the source twice. */
export interface Pen {
  readonly paint: Paint;
  readonly columns: number;
  /**
   * Prose: escaped and wrapped. Line breaks in it are kept, and what follows one is marked. All lines but the first are indented
   * further, by `hang`: no text of a submission comes to stand where a line of the report's own begins.
   */
  prose(indent: number, text: string, paintLine?: (line: string) => string, hang?: number): void;
  /** Words of our own, painted already; on a narrow screen they take several lines. */
  words(indent: number, text: string): void;
  /** A line that is ready as it is. */
  line(indent: number, text: string): void;
  blank(): void;
  /** The code around a place, or just the place when it was shown before or its text is not at hand. */
  frame(indent: number, at: Position | null): void;
  readonly text: string;
}

export function penFor(style: { color: boolean; columns: number; paint: Paint }, sources: readonly Source[]): Pen {
  const lines: string[] = [];
  const shown = new Set<string>();
  const line = (indent: number, text: string) => void lines.push(text === "" ? "" : " ".repeat(indent) + text);
  const prose: Pen["prose"] = (indent, text, paintLine = (each) => each, hang = 2) => {
    let first = true;
    const told = text.length <= longestProse ? text : `${text.slice(0, longestProse)}… (${text.length} characters)`;
    for (const [index, part] of escapeLines(told).entries()) {
      const mark = index === 0 ? "" : "| ";
      const width = Math.min(style.columns, widestProse) - indent - hang - mark.length;
      for (const wrapped of wrap(part, width, first ? hang : 0)) {
        line(first ? indent : indent + hang, mark + paintLine(wrapped));
        first = false;
      }
    }
  };
  return {
    paint: style.paint,
    columns: style.columns,
    line,
    words: (indent, text) => {
      for (const [index, each] of wrap(text, style.columns - indent - 2, 2).entries())
        line(index === 0 ? indent : indent + 2, each);
    },
    blank: () => {
      if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
    },
    prose,
    frame: (indent, at) => {
      if (at === null) return;
      const key = `${at.file}:${at.line}`;
      prose(indent, `${escapeTerminal(at.file)}:${at.line}:${at.column}`, style.paint.dim);
      if (shown.has(key)) return;
      shown.add(key);
      for (const each of codeFrame(sources, at, { color: style.color, columns: style.columns - indent }) ?? []) {
        line(indent, each);
      }
    },
    get text() {
      return lines.join("\n");
    },
  };
}
