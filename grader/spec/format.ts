import { type BabelCodeFrameOptions, codeFrameColumns } from "@babel/code-frame";
import type { Position } from "../values/index.ts";
import type { ExerciseError } from "./exercise.ts";

const widest = 160;
const mostShown = 200;

/**
 * The mistakes for people, each beginning `file:line:column:`, with the line it stands in.
 *
 * @param sources the files' texts by the path shown; a mistake in another file is told without its line
 * @param style.columns of the terminal, into which the lines of a file are made to fit; the messages, which editors read too, are not
 */
export function formatExerciseErrors(
  errors: readonly ExerciseError[],
  sources: ReadonlyMap<string, string>,
  { color = false, columns = widest }: { readonly color?: boolean; readonly columns?: number } = {},
): string {
  const paint = (code: number, text: string) => (color ? `\u001B[${code}m${text}\u001B[0m` : text);
  const texts = new Map(Array.from(sources, ([file, text]) => [file, text.split(/\r?\n/)]));
  const blocks = errors.slice(0, mostShown).map((error) => {
    const place = `${error.file}:${error.line}:${error.column}:`;
    const lines = [`${paint(1, harmless(place))} ${paint(31, harmless(error.message))}`];
    const frame = frameOf(error, texts.get(error.file), 2, columns);
    if (frame !== null) lines.push(frame);
    if (error.found !== null) lines.push(`  found:    ${harmless(error.found)}`);
    if (error.expected !== null) lines.push(`  expected: ${harmless(error.expected)}`);
    if (error.suggestion !== null) lines.push(`  ${paint(36, `Did you mean \`${harmless(error.suggestion)}\`?`)}`);
    return lines.join("\n");
  });
  if (errors.length > mostShown) blocks.push(`… and ${errors.length - mostShown} more.`);
  const count = errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`;
  return errors.length === 0 ? "" : [...blocks, `${count} in ${filesOf(errors)}.`].join("\n\n");
}

function filesOf(errors: readonly ExerciseError[]): string {
  const files = [...new Set(errors.map((error) => error.file))];
  return files.length > 3 ? `${files.length} files` : files.map(harmless).join(" and ");
}

/**
 * The line of a file in which something stands, with a mark under it; null when there is no such file.
 *
 * @param around so many lines above and below it are shown too
 */
export function frameOf(
  { line, column }: Pick<Position, "line" | "column">,
  lines: readonly string[] | undefined,
  around = 2,
  columns = widest,
): string | null {
  if (lines === undefined || lines.every((each) => each === "")) return null;
  const first = Math.max(1, line - around);
  const shown = lines.slice(first - 1, line + around);
  // A very long line is shown around the mistake; the others then move along with it.
  const width = Math.min(widest, Math.max(columns - String(line + around).length - 5, 20));
  const from = column > width - 20 ? Math.max(0, column - Math.floor(width / 2)) : 0;
  const cut = shown.map((each) => harmless(each.slice(from, from + width)));
  // The library's types do not know yet that an excerpt can say where it begins.
  const options: BabelCodeFrameOptions & { startLine: number } = {
    linesAbove: around,
    linesBelow: around,
    startLine: first,
  };
  return codeFrameColumns(cut.join("\n"), { start: { line, column: Math.max(1, column - from) } }, options);
}

/** Nothing that an instructor's file holds can steer a terminal or hide what it says. */
function harmless(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex
    /[\0-\x08\x0A-\x1F\x7F-\x9F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
