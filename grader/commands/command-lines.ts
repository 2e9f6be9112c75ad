/**
 * Commands with what each is for. Whatever the width, a command is shown whole: it is there to be typed.
 *
 * @param rows the command, and what it is for
 */
export function commandLines(rows: readonly (readonly [command: string, what: string])[], columns: number): string[] {
  const width = Math.max(...rows.map(([command]) => command.length));
  const lines = rows.map(([command, what]) => `${command.padEnd(width)}   ${what}`);
  return lines.every((line) => line.length <= columns)
    ? lines
    : rows.flatMap(([command, what]) => [command, `  ${what}`]);
}
