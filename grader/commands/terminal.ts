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
  /**
   * A line that stays at the bottom, below all that is written; null takes it away. On a terminal that is no screen it is written once,
   * and again only when it says something else.
   */
  foot(line: string | null): void;
  /** What was written on it can be taken away again. */
  readonly isScreen: boolean;
  readonly color: boolean;
  readonly stderrColor: boolean;
  readonly columns: number;
  /** For sentences of our own. Infinite when stdout is no terminal: who searches a log finds them whole. */
  readonly proseColumns: number;
  /** Infinite when stderr is no terminal. */
  readonly stderrColumns: number;
}

/** To the first column, and nothing left in the line. */
const WIPE = "\r\u001b[2K";

const CLOSED =
  "Standard output is closed, so what this command says goes nowhere. grade, pr and merge can write it to a file: --output FILE.\n";

/** `choice` is `--color` (true), `--no-color` (false), or neither: then the stream, TERM and NO_COLOR decide. */
export function processTerminal(choice: boolean | null): Terminal {
  const isPlain = (process.env["NO_COLOR"] ?? "") !== "" || !knowsEscapes();
  const wants = (stream: NodeJS.WriteStream) => choice ?? (stream.isTTY && !isPlain);
  const live = process.stderr.isTTY && !isPlain;
  const isScreen = process.stdout.isTTY && !isPlain;
  let isFirst = true;
  let foot: string | null = null;
  let hasFoot = false;
  const lift = () => {
    if (hasFoot) process.stdout.write(`${WIPE}\u001b[1A${WIPE}`);
    hasFoot = false;
  };
  const lower = () => {
    if (!isScreen || foot === null) return;
    process.stdout.write(`\n${cut(foot, (process.stdout.columns || 80) - 1)}`);
    hasFoot = true;
  };
  const write = (text: string) => {
    // Only when there is something to print: a report that goes to a file loses nothing.
    if (isFirst && isStdoutClosed()) process.stderr.write(CLOSED);
    isFirst = false;
    process.stdout.write(text);
  };
  return {
    out: (text) => {
      lift();
      write(ended(text));
      lower();
    },
    part: write,
    error: (text) => {
      if (live) lift();
      process.stderr.write(ended(text));
      if (live) lower();
    },
    progress: (line) => {
      if (!live) return;
      // It takes the place of the line at the bottom. One that is wider than the terminal would take two lines, and only the second would be replaced.
      const shown = line ?? (hasFoot ? foot : null) ?? "";
      process.stderr.write(`${WIPE}${cut(shown, stderrColumns() - 1)}`);
    },
    clear: () => {
      hasFoot = false;
      process.stdout.write(isScreen ? "\u001b[2J\u001b[H" : `\n${"-".repeat(40)}\n`);
    },
    foot: (line) => {
      lift();
      if (!isScreen && line !== null && line !== foot) write(`\n${line}\n`);
      foot = line ?? (isScreen ? null : foot);
      lower();
    },
    isScreen,
    color: wants(process.stdout),
    stderrColor: wants(process.stderr),
    get columns() {
      return process.stdout.columns || 80;
    },
    get proseColumns() {
      return process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY;
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
export function knowsEscapes(): boolean {
  const name = process.env["TERM"] ?? "";
  return process.platform === "win32" || (name !== "" && name !== "dumb");
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
