import { showPosition, type SiteMap } from "../wire/positions.ts";
import type { RawFrame } from "../wire/record.ts";

const AT = "    at ";

/** `    at name (file:line:column)`, read from the end because the name may hold anything. */
function readFrame(
  line: string,
): { readonly name: string; readonly file: string; readonly row: number; readonly column: number } | null {
  const open = line.lastIndexOf(" (");
  if (open < AT.length || !line.startsWith(AT) || !line.endsWith(")")) return null;
  // Only of the little that follows: over a long name that looks like many places, one expression for all would take forever.
  const place = /^(.+):(\d{1,9}):(\d{1,9})$/su.exec(line.slice(open + 2, -1));
  if (place === null) return null;
  return { name: line.slice(AT.length, open), file: place[1]!, row: Number(place[2]), column: Number(place[3]) };
}

function isOurs(file: string): boolean {
  return file.startsWith("chronograde:");
}

/** Of a very deep stack the outermost frames are kept: that is where an endless loop goes round. */
const MOST_FRAMES = 64;

/** The learner's frames of a guest's stack, innermost first. */
export function framesOfStack(stack: string): RawFrame[] {
  const frames: RawFrame[] = [];
  for (const line of stack.split("\n")) {
    const frame = readFrame(line);
    if (frame !== null && !isOurs(frame.file)) frames.push([frame.name, `p${frame.row}:${frame.column}:${frame.file}`]);
  }
  return frames.slice(-MOST_FRAMES);
}

/** A guest's stack as Node shows one: TypeScript positions, and only what the learner wrote. */
export function showStack(stack: string, sites: SiteMap): string {
  const shown: string[] = [];
  for (const line of stack.split("\n")) {
    const frame = readFrame(line);
    if (frame === null || isOurs(frame.file)) continue;
    const position = sites.original(frame.file, frame.row, frame.column);
    if (position === null) continue;
    const place = showPosition(position);
    shown.push(frame.name === "<anonymous>" ? `    at ${place}` : `    at ${frame.name} (${place})`);
  }
  return shown.join("\n");
}
