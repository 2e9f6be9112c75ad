import type { Run, Trace } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Candidate } from "./candidate.ts";
import type { Explanation } from "../explanation.ts";
import { alike, queuesOf, unionUs, type Queue } from "../story/queued-for.ts";
import { explainNeverGivenBack } from "./never-given-back.ts";
import { explainKeptForOwn } from "./kept-for-own.ts";
import { keptPlaces } from "../story/kept-places.ts";
import { keptFor } from "../story/kept-for.ts";
import { placeKey, samePlace, showLine, showLines } from "../story/place.ts";
import { wonBy } from "../story/replay.ts";
import { heldIn, isOneForMore } from "../beside-the-solution/held.ts";
import type { Besides } from "./causes-of.ts";
import type { Story, Wait } from "../story/story.ts";

/**
 * Locks and permits that the critical path had to queue for, each with what that cost in all.
 * @param mostAtOnce how many requests may be in flight at once; null where nobody says
 */
export function findBlocked(
  run: Run,
  story: Story,
  path: CriticalPath,
  { model, mostAtOnce = null }: Pick<Besides, "model" | "mostAtOnce">,
): Candidate[] {
  const { trace } = run;
  const isShared = model !== null && isOneForMore(heldIn(trace), model.held);
  const hasSemaphore = trace.event.some((each, row) => each === "held" && isOfSemaphore(trace, row));
  const isLimited = mostAtOnce !== null && mostAtOnce > 1 && !hasSemaphore;
  return queuesOf(path).flatMap((waits, index): Candidate[] => {
    const places = keptPlaces(story, trace, waits);
    const isLimit = isLimited && isForRequests(path, places);
    const told = explainQueue(run, story, waits, { isShared, isLimit });
    if (told.code === "place-lost") return [told];
    // What is read before the wait and written after it may not be changed meanwhile.
    const isNeeded = told.code === "lock-held" && isReadBefore(story, places);
    const hintIfMore =
      told.code === "lock-held" && told.hint !== oneStepHint && told.hint !== limitHint
        ? "Must what is waited for there be done by one at a time? If so, what else took longer than it has to?"
        : undefined;
    return (index < mostPlayed ? gainsOf(story, trace, waits) : [null]).map((us) => ({
      ...told,
      isNeeded,
      ...(hintIfMore === undefined ? {} : { hintIfMore }),
      costMs: us === null ? told.costMs : us / 1000,
    }));
  });
}

interface Known {
  /** The solution has more locks where this run has one. */
  readonly isShared: boolean;
  /** It keeps requests apart of which several may be in flight. */
  readonly isLimit: boolean;
}

/** Who queued for what, and why. */
export function explainQueue(
  run: Run,
  story: Story,
  waits: Queue,
  known: Known = { isShared: false, isLimit: false },
): Explanation {
  return (
    explainNeverGivenBack(run, story, waits) ??
    explainKeptForOwn(story, run.trace, waits) ??
    explain(waits, keptPlaces(story, run.trace, waits), story, known)
  );
}

/** Without more of them than this the run is not played again. */
const mostPlayed = 20;

/** A semaphore may have so many places too few. */
const tooFew = [1, 2, 3];

/**
 * What is won without the lock, or when the semaphore has one place more, two more, …; null for as much as was waited for it, where the run cannot be played
 * again, or would have shared out its work in another way.
 */
function gainsOf(story: Story, trace: Trace, waits: Queue): readonly (number | null)[] {
  const [{ kind, what: one }] = waits;
  const what = new Set([one]);
  const each = alike(story, waits);
  const all = trace.event.length;
  const widths = kind === "lock" ? [all] : [all, ...tooFew];
  const gains = widths.map((by) => wonBy(story, trace, { widened: { what, by } }));
  if (each.size > 1) gains.push(...widths.map((by) => wonBy(story, trace, { widened: { what: each, by } })));
  const isNarrowed = kind === "lock" && trace.event.some((each, row) => each === "held" && isOfSemaphore(trace, row));
  for (const semaphores of isNarrowed ? [...tooFew, all] : []) {
    gains.push(wonBy(story, trace, { widened: { what, by: all }, semaphores }));
  }
  const isShared = waits.some(({ task }) => story.tasks.get(task)!.takers.size > 0);
  return [...new Set(isShared ? [...gains, null] : gains)];
}

function isOfSemaphore({ detail }: Trace, row: number): boolean {
  return detail[row]!.startsWith("semaphore");
}

/** Requests were waited for in these places. */
function isForRequests({ stretches }: CriticalPath, places: readonly Position[]): boolean {
  const keys = new Set(places.map(placeKey));
  return stretches.some(({ wait, steps }) => wait.kind === "request" && steps.some(({ at }) => keys.has(placeKey(at))));
}

function explain(waits: Queue, places: readonly Position[], story: Story, { isShared, isLimit }: Known): Explanation {
  const [first] = waits;
  const queued = first.frames.at(-1)?.at ?? null;
  const held = places[0] ?? null;
  const made = story.madeAt(first.kind, queued);
  const isOneStep = first.kind === "lock" && (isShared || needOneAnother(story, places, queued));
  const isTooNarrow = isLimit && !isOneStep && !isReadBefore(story, places);
  const at = (isOneStep || isTooNarrow ? made : null) ?? (isTooNarrow ? queued : null) ?? held ?? queued;
  const costMs = unionUs(waits) / 1000;
  const inAll = `${showDuration(costMs)} in all`;
  const where = queued === null || at === null || samePlace(queued, at) ? "" : ` on ${showLine(queued, at)}`;
  const wherever = queued === null ? "" : ` on line ${queued.line}`;
  return first.kind === "lock"
    ? {
        code: "lock-held",
        message:
          held === null
            ? `The tasks queued for the lock${wherever}, ${inAll}: one held it while it waited for something else.`
            : `Each task held ${alike(story, waits).size > 1 ? "its" : "the"} lock${made !== null && at === made ? ` that line ${made.line} makes` : ""} while it waited on ${showLines(inOrder(places))}, and the others queued for it${where}, ${inAll}.`,
        hint:
          isOneStep || isReadBefore(story, places)
            ? oneStepHint
            : isTooNarrow
              ? limitHint
              : "What must nobody else do meanwhile? Does what is waited for there belong to that? And if it does, must all of these tasks exclude one another?",
        at,
        costMs,
      }
    : narrow(queued, places, made, costMs);
}

const limitHint = "How many does a lock let in at a time, and how many may be in flight at once?";

const oneStepHint =
  "What is read before a wait and written after it has to stay under one lock. But must all of these tasks exclude one another, or only those that work on the same thing?";

function isReadBefore({ awaits }: Story, [held]: readonly Position[]): boolean {
  return held !== undefined && awaits.outdates(held) !== null;
}

/** Each is made of what another one gave, or the other way round: a read and a write, maybe, that nobody may come between. */
function needOneAnother({ awaits, waits }: Story, places: readonly Position[], queued: Position | null): boolean {
  if (places.length < 2 || places.length > mostHolding) return false;
  // What is taken from a queue is no value that somebody else could change meanwhile.
  if (places.some((at) => queuePlaces(waits).has(placeKey(at)))) return false;
  // Where one of them stands with the lock, another one is held by itself, or they are one wait.
  if (queued !== null && places.some(({ line, file }) => line === queued.line && file === queued.file)) return false;
  return places.every((at) => places.some((other) => awaits.needs(at, other) || awaits.needs(other, at)));
}

const queuePlaces = keptFor(
  (waits: readonly Wait[]): ReadonlySet<string> =>
    new Set(waits.flatMap(({ kind, frames }) => (kind === "queue" ? frames.map(({ at }) => placeKey(at)) : []))),
);

function narrow(
  queued: Position | null,
  places: readonly Position[],
  made: Position | null,
  costMs: number,
): Explanation {
  const at = made ?? queued ?? places[0] ?? null;
  const semaphore = made === null ? "the semaphore" : `the semaphore that line ${made.line} makes`;
  const wherever = queued === null ? "" : ` on ${showLine(queued, at)}`;
  const held = places.toSorted((a, b) => a.line - b.line);
  const isHere = held.every(({ file }) => file === at?.file);
  const lines = isHere ? showLines(held) : held.map((each) => showLine(each, at)).join(" and ");
  const holders = held.length === 0 ? "" : ` by tasks that waited on ${lines}`;
  return {
    code: "narrow-limit",
    message: `The tasks queued${wherever} for ${semaphore}, ${showDuration(costMs)} in all. All its places were taken${holders}.`,
    hint:
      (made === null
        ? "How many may go on at once? Compare that with the semaphore's number."
        : `How many may go on at once? Compare that with the number on line ${made.line}.`) +
      " And does each keep its place only for what has to be limited?",
    at,
    costMs,
  };
}

/** More places than this are told by the first. */
const mostHolding = 3;

function inOrder(places: readonly Position[]): readonly Position[] {
  return places.length > mostHolding ? places.slice(0, 1) : places.toSorted((a, b) => a.line - b.line);
}
