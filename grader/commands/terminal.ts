import { isStdoutClosed } from "./closed-stdout.ts";
import { cut } from "./shown-text.ts";

/** The two streams of a command, and what may be done to them. */
export interface Terminal {
  /** Findings. */
  out(text: string): void;
  /** The same, of a text that comes in parts. */
  part(text: string): void;
  /** Our own words: progress, notes, mistakes of the call. */
  error(text: string): void;
  /** A line on stderr that the next one replaces; null takes it away. Nothing when stderr is no terminal. */
  progress(line: string | null): void;
  /** Takes away what stands on the screen, where there is one; elsewhere, draws a line. */
  clear(): void;
  readonly color: boolean;
  readonly stderrColor: boolean;
  readonly columns: number;
  /** Infinite when stderr is no terminal. */
  readonly stderrColumns: number;
}

const CLOSED = "Standard output is closed, so the result goes nowhere. To write it to a file: --output FILE.\n";

/** `choice` is `--color` (true), `--no-color` (false), or neither: then the stream, TERM and NO_COLOR decide. */
export function processTerminal(choice: boolean | null): Terminal {
  const isPlain = (process.env["NO_COLOR"] ?? "") !== "" || !knowsEscapes();
  const wants = (stream: NodeJS.WriteStream) => choice ?? (stream.isTTY && !isPlain);
  const live = process.stderr.isTTY && !isPlain;
  let isFirst = true;
  const write = (text: string) => {
    // Only when there is something to print: a report that goes to a file loses nothing.
    if (isFirst && isStdoutClosed()) process.stderr.write(CLOSED);
    isFirst = false;
    process.stdout.write(text);
  };
  return {
    out: (text) => write(ended(text)),
    part: write,
    error: (text) => void process.stderr.write(ended(text)),
    progress: (line) => {
      // One that is wider than the terminal would take two lines, and only the second would be replaced.
      if (live) process.stderr.write(`\r\u001b[2K${cut(line ?? "", stderrColumns() - 1)}`);
    },
    clear: () => {
      const screen = process.stdout.isTTY && !isPlain;
      process.stdout.write(screen ? "\u001b[2J\u001b[H" : `\n${"-".repeat(40)}\n`);
    },
    color: wants(process.stdout),
    stderrColor: wants(process.stderr),
    get columns() {
      return process.stdout.columns || 80;
    },
    get stderrColumns() {
      return stderrColumns();
    },
  };
}

/** Infinite when stderr is no terminal. */
export function stderrColumns(): number {
  return process.stderr.isTTY ? process.stderr.columns || 80 : Number.POSITIVE_INFINITY;
}

/** Colors and the cursor are moved by escapes, which a terminal that says nothing of itself may show as letters. */
function knowsEscapes(): boolean {
  const name = process.env["TERM"] ?? "";
  return process.platform === "win32" || (name !== "" && name !== "dumb");
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
