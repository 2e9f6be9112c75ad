import type { Run } from "../sandbox/index.ts";
import { capital, explainNeverReached, listed, type Mended, type MendedPlace } from "../explain/index.ts";
import type { Position } from "../values/index.ts";
import { trialHint } from "./trial-hints.ts";

/** Where to look first. */
export function placeOf({ places }: Mended): Position | null {
  const [first] = places;
  return first === undefined ? null : { file: first.at.file, line: first.at.line, column: first.at.column };
}

/** What was found out, as a sentence, and one step to try. @param result what comes of it, like `this passes` */
export function trialOf(
  { places }: Mended,
  result: string,
  run: Run | null = null,
): { readonly message: string; readonly hint: string } {
  const first = places[0]!;
  const message = trialWords(places, result);
  const unreached = run === null || places.length > 1 ? null : explainNeverReached(run, first.at);
  if (unreached !== null) return { message: `${message} ${unreached.message}`, hint: unreached.hint };
  return { message, hint: trialHint(first.about, linesOf([first])) };
}

function trialWords(places: readonly MendedPlace[], result: string): string {
  const [first] = places;
  const lines = linesOf(places);
  const isOneLine = /^line \d+$/u.test(lines);
  const isOneSpan = isOneLine || /^lines \d+ to \d+$/u.test(lines);
  if (places.length === 1 && first!.about.kind === "missing") {
    const near = within.has(first!.about.piece) ? "" : ` or next to ${isOneLine ? "it" : "them"}`;
    return `Something is missing on ${lines}${near}: with it, ${result}.`;
  }
  const makes = `${capital(lines)} ${isOneLine ? "makes" : "make"} the difference`;
  if (places.length === 1) return `${makes}: with only that place done in another way, ${result}.`;
  return isOneSpan
    ? `${makes}: with only ${counted(places.length)} places on ${isOneLine ? "it" : "them"} done in another way, ${result}.`
    : `${makes} together: with only these ${counted(places.length)} places done in another way, ${result}.`;
}

/** Whether no more is told than that one place makes the difference. */
export function isOfTrial(message: string): boolean {
  return / makes? the difference: | Something is missing on line/u.test(message);
}

function counted(n: number): string {
  return ["", "one", "two", "three"][n] ?? String(n);
}

/** These stand within a line; other things may also be missing before or after it. */
const within = new Set<MendedPlace["about"]["piece"]>([
  "argument",
  "await",
  "condition",
  "name",
  "number",
  "operator",
  "text",
]);

/** `line 12`, `lines 12 to 15`, `lines 3 and 7`; of more files than one `line 12 and lib/retry.ts:9`. */
export function linesOf(places: readonly MendedPlace[]): string {
  const { file } = places[0]!.at;
  const own = spansIn(places, file);
  const others = places.filter(({ at }) => at.file !== file).map(({ at }) => `${at.file}:${at.line}`);
  const word = own.length === 1 && !own[0]!.includes(" ") ? "line" : "lines";
  return `${word} ${listed([...own, ...new Set(others)])}`;
}

function spansIn(places: readonly MendedPlace[], file: string): readonly string[] {
  const own = places.filter(({ at }) => at.file === file);
  // One that stands within another is told by that.
  const spans = own.filter(
    ({ at }) =>
      !own.some(({ at: other }) => isWithin(at, other) && !(at.line === other.line && at.endLine === other.endLine)),
  );
  return [
    ...new Set(spans.map(({ at }) => (at.line === at.endLine ? String(at.line) : `${at.line} to ${at.endLine}`))),
  ];
}

function isWithin(inner: MendedPlace["at"], outer: MendedPlace["at"]): boolean {
  return outer.line <= inner.line && inner.endLine <= outer.endLine;
}
