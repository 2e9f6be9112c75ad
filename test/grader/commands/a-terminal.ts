import type { Terminal } from "../../../grader/commands/terminal.ts";

/** One that is no terminal, and remembers what it was told on both streams. */
export function aTerminal(): Terminal & { said(): string } {
  const lines: string[] = [];
  const tell = (text: string): void => void lines.push(text);
  return {
    out: tell,
    error: tell,
    progress: () => undefined,
    color: false,
    stderrColor: false,
    columns: 80,
    said: () => lines.join("\n"),
  };
}
