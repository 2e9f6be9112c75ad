import {
  explainEarlyLine,
  explainMakerFirst,
  explainOrder,
  explainOutputOrder,
  explainStoppedByEnd,
  explainSignalBefore,
  explainUnstarted,
  showTask,
  placeAtMended,
  toldBy,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import { matchesSnapshot, showDuration, showText, type Expected, type Snapshot } from "../values/index.ts";
import { explainByPeak } from "./behind-the-peak.ts";
import type { Finding } from "./grade.ts";
import { momentHint, numbersIn } from "./differing-line.ts";
import { placesOf } from "./list-difference.ts";
import type { Line, Output } from "./output-difference.ts";
import { placesButForTimes } from "./timed-lines.ts";

type Cause = Pick<Finding, "message" | "hint" | "at">;

interface Misplaced {
  /** The first line that is not where it should be, and what is expected in its place. */
  readonly got: Line;
  readonly want: Expected;
  readonly places: readonly number[];
  /** The words for that. */
  readonly what: string;
}

/** The right lines in another order: why, as far as the run shows, or at what times they came. */
export function reordered(run: Run, output: Output, { got, want, places, what }: Misplaced): Finding {
  const { expected, lines } = output;
  const texts: Snapshot[] = lines.map((line) => line.text);
  const isTimed = !matchesSnapshot({ kind: "unordered", items: expected }, { t: "list", v: texts });
  const words = `${what}. ${isTimed ? "Apart from their times the lines are right" : "The lines are right"}, but in a different order`;
  const { mended } = output;
  const at = placeAtMended(mended, [got.calledAt, got.at]);
  const because = (cause: Cause | null): Finding | null =>
    cause === null ? null : { code, message: `${words}. ${cause.message}`, hint: cause.hint, at: cause.at };
  // What tells an order from others has a place of its own, which is not where the line was printed.
  const here = (told: Finding | null) => told && { ...told, at: placeAtMended(mended, [at, told.at]) };
  const orHere = (told: Finding | null) => told && { ...told, at: told.at ?? at };
  const due = isTimed ? undefined : lines.find(({ text, atMs }) => atMs > got.atMs && matchesSnapshot(want, text));
  const fellow = isTimed ? undefined : lines.find(({ text, atMs }) => atMs === got.atMs && matchesSnapshot(want, text));
  const order = explainOrder(run, texts, places, isOfOne(lines) ? "" : null);
  const early = isTimed && order?.isKnown !== true ? cameEarly(output, got, places) : null;
  const told = toldBy<Finding>(mended, [
    () => orHere(because(explainByPeak(run, output.scenario, places))),
    () => because(due === undefined ? null : explainEarlyLine(run, got, due)),
    () => here(because(isTimed && order?.isKnown !== true ? early : order)),
    () => orHere(because(explainUnstarted(run))),
    () => because(fellow === undefined ? null : explainStoppedByEnd(run, fellow.task, got.atMs)),
    () => because(fellow === undefined ? null : explainMakerFirst(run, got.task, fellow.task, got.atMs)),
    () => because(fellow === undefined ? null : explainOutputOrder(run, got.task, fellow.task, got.atMs)),
  ]);
  if (told !== null) return told;
  const times = passedBy(run, output, got, want);
  return {
    code,
    message: times === null ? `${words}${printedFrom(got)}` : `${words}. ${times}`,
    hint: isTimed
      ? momentHint
      : times === null || at === null
        ? "What decides who prints first here: the order of the code, or who is ready first?"
        : `What has to have happened before line ${at.line} may print this, and what makes it wait for that?`,
    at,
  };
}

const code = "output-reordered";

/** Where each line says when it was printed, and the first one should say a later moment: it was printed too early. */
function cameEarly({ expected, lines }: Output, got: Line, places: readonly number[]): Cause | null {
  const place = places[lines.indexOf(got)]!;
  const due = expected[place];
  if (due?.kind !== "string" || got.at === null) return null;
  const own = numbersIn(got.text);
  const later = numbersIn(due.value).findIndex((number, i) => number !== own[i]);
  if (later < 0 || !(Number(numbersIn(due.value)[later]) > Number(own[later]))) return null;
  return {
    message: `It should come only as line ${place + 1}, as ${showText(due.value)}`,
    hint: `What has to have happened before line ${got.at.line} may print this, and what makes it wait for that?`,
    at: got.at,
  };
}

/** Printed by one task: perhaps out of a list that others have filled. */
export function isOfOne(lines: readonly Line[]): boolean {
  return lines.every(({ task }) => task === lines[0]!.task);
}

/** Where each line should stand; null when that is where it stands, or the lines are not the right ones. */
export function reorderedPlaces(expected: readonly Expected[], lines: readonly Line[]): readonly number[] | null {
  const places =
    expected.length === lines.length ? (rightPlaces(expected, lines) ?? placesButForTimes(expected, lines)) : null;
  return places === null || places.every((place, index) => place === index) ? null : places;
}

/** Of lines that are right to the letter. */
function rightPlaces(expected: readonly Expected[], lines: readonly Line[]): readonly number[] | null {
  return placesOf(
    expected,
    lines.map(({ text }) => text),
  );
}

/** When the line was printed, and when the one that should have come before it; null when both were at the same moment. */
function passedBy(run: Run, { lines }: Output, got: Line, want: Expected): string | null {
  const late = lines.find(({ text, atMs }) => atMs > got.atMs && matchesSnapshot(want, text));
  if (late === undefined) return null;
  const task = run.tasks.find(({ id }) => id === late.task);
  const isLate = task !== undefined && task.createdAt !== null && task.createdMs >= got.atMs && task.createdMs > 0;
  const made = isLate ? `, which line ${task.createdAt!.line} made only at ${showDuration(task.createdMs)}` : "";
  const by = task === undefined || task.id === got.task ? "" : `, by ${showTask(task)}${made}`;
  const signal = explainSignalBefore(run, got.task, got.atMs);
  return `It was printed at ${showDuration(got.atMs)}${signal === null ? "" : `, ${signal}`}; ${showText(late.text)}, which should come before it, came only at ${showDuration(late.atMs)}${by}`;
}

export function printedFrom({ at, calledAt }: Line): string {
  return at === null || calledAt === null ? "" : `. It was printed on line ${at.line}, for line ${calledAt.line}`;
}
