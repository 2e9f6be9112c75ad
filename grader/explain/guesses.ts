import type { Piece, Wall } from "../compile/index.ts";
import type { Position } from "../values/index.ts";
import type { Explanation } from "./explanation.ts";
import { isMendedLine, type Mended } from "./mended.ts";

type Code = Explanation["code"];

/** Told because something went on after something else, beside it, or again and again: of nearly every await that may be said. */
const byOrder: readonly Code[] = [
  "sequential-awaits",
  "created-late",
  "await-in-loop",
  "came-after",
  "single-consumer",
  "stage-by-stage",
  "overlap",
  "all-at-once",
  "not-ended",
  "done-less",
  "done-again",
];

/** Told because it took as long. */
const bySleep: readonly Code[] = [
  "pause",
  "before-pause",
  "sleep-in-loop",
  "sleep-after-sleep",
  "slept-more",
  "needless-wait",
];

/** Told as the place where the time went, for want of a cause. */
const byPlace: readonly Code[] = ["long-wait", "waited-for-all", "waited-for-word", "time-limit"];

const ofOrder = new Set<Piece>(["await", "call", "loop", "request", "return", "sleep", "statement", "task", "wait"]);
const ofSleep = new Set<Piece>(["argument", "call", "condition", "loop", "name", "number", "operator", "sleep", "statement", "wait"]); // prettier-ignore

const ofPlace = new Set<Piece>([...ofOrder, "argument", "cancel", "name", "number", "operator"]);

const pieces = new Map<string, ReadonlySet<Piece>>([
  ...byOrder.map((code) => [code, ofOrder] as const),
  ...bySleep.map((code) => [code, ofSleep] as const),
  ...byPlace.map((code) => [code, ofPlace] as const),
]);

/** Whether a cause is known by its length or its order alone. What may be told of anything tells of no line unless it points to it. */
export function isGuess(code: string): boolean {
  return pieces.has(code);
}

/** Whether a cause that points to a mended line can be why that one was mended: a guess says nothing of a missing release, or another text. */
export function fitsPiece({ places }: Mended, code: string, at: Position): boolean {
  const fitting = pieces.get(code);
  if (fitting === undefined) return true;
  return places.some(
    (place) =>
      isMendedLine({ places: [place], elapsedMs: null }, at) &&
      (fitting.has(place.about.piece) || (place.about.kind === "order" && fitting !== ofSleep)),
  );
}

const ofWall: Readonly<Record<Wall["of"], readonly Code[]>> = {
  limit: ["time-limit", "own-limit"],
  lock: ["lock-held", "held-too-long", "handed-on", "narrow-limit", "place-lost"],
  catch: ["kept-error", "kept-cancel", "went-on"],
  loop: ["await-in-loop", "sleep-in-loop", "done-again", "asked-again", "asked-more", "slept-more", "slept-less"],
};

/** Whether a cause tells that code stands inside or outside of such a thing. */
export function isOfWall({ of }: Wall, code: Code): boolean {
  return ofWall[of].includes(code);
}
