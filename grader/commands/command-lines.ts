import { wrap } from "../report/index.ts";

/**
 * Commands with what each is for. Whatever the width, a command is shown whole: it is there to be typed.
 *
 * @param rows the command, and what it is for
 * @param sign before what it is for: `# ` where a shell that the lines are pasted into has to skip it
 */
export function commandLines(
  rows: readonly (readonly [command: string, what: string])[],
  columns: number,
  sign = "",
): string[] {
  const width = Math.max(...rows.map(([command]) => command.length));
  const lines = rows.map(([command, what]) => `${command.padEnd(width)}   ${sign}${what}`);
  if (lines.every((line) => line.length <= columns)) return lines;
  return rows.flatMap(([command, what]) => [
    command,
    ...wrap(what, columns - 2 - sign.length).map((line) => `  ${sign}${line}`),
  ]);
}
