import { fileURLToPath } from "node:url";
import type { Site } from "../observer.ts";

/**
 * To note a stack takes two or three microseconds, which is dear for a program with a million sleeps. So many are noted at
 * once, and then a few in each period: less than a hundredth of the time, on a busy machine too.
 */
const AT_ONCE = 500;
const PER_PERIOD = 100;
const PERIOD_MS = 100;
/** The runtime's own frames and one or two of the learner's. */
const FRAMES = 8;

const runtimeFolder = new URL("../", import.meta.url);
/** Frames of these are not the learner's. Source maps may show paths instead of URLs. */
const ours = [runtimeFolder.href, fileURLToPath(runtimeFolder), "node:"];

let left = AT_ONCE;
let periodBegan = 0;
let skipped = 0;

/** Notes where the learner's code is now; the stack is made readable only when somebody asks. */
export function callSite(): Site | null {
  if (left === 0 && !nextPeriod()) return null;
  left -= 1;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  const stack = new Error("site");
  Error.stackTraceLimit = stackTraceLimit;
  // The type is opaque to everybody but this file: what is handed out is the error itself, so that it can be collected.
  return stack as unknown as Site;
}

function nextPeriod(): boolean {
  skipped += 1;
  if (skipped % 100 !== 0) return false;
  const now = performance.now();
  if (now - periodBegan < PERIOD_MS) return false;
  periodBegan = now;
  left = PER_PERIOD;
  return true;
}

export function showSite(site: Site): string {
  const { stack } = site as unknown as Error;
  const lines = stack?.split("\n").slice(1) ?? [];
  const frame = lines.find((line) => !ours.some((prefix) => line.includes(prefix)));
  const position = /\(?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*:\d+:\d+)\)?$/u.exec(frame ?? "")?.[1];
  return position === undefined ? "unknown place" : fromWorkingFolder(position);
}

function fromWorkingFolder(position: string): string {
  const [, file = "", place = ""] = /^(.*?)((?::\d+){2})$/u.exec(position) ?? [];
  const path = file.startsWith("file://") ? fileURLToPath(file) : file;
  const folder = `${process.cwd()}/`;
  return `${path.startsWith(folder) ? path.slice(folder.length) : path}${place}`;
}
