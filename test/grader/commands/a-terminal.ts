import type { Terminal } from "../../../grader/commands/terminal.ts";

/** One that is no terminal, and remembers what it was told on both streams. */
export function aTerminal(columns = 80): Terminal & { said(): string } {
  const lines: string[] = [];
  const tell = (text: string): void => void lines.push(text);
  return {
    out: tell,
    part: tell,
    error: tell,
    progress: () => undefined,
    clear: () => undefined,
    foot: () => undefined,
    isScreen: false,
    color: false,
    stderrColor: false,
    columns,
    proseColumns: Number.POSITIVE_INFINITY,
    stderrColumns: Number.POSITIVE_INFINITY,
    said: () => lines.join("\n"),
  };
}
