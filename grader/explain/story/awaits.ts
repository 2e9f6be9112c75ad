import type { ProgramAppend, ProgramHeld } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { placeKey } from "./place.ts";

/** What the text of a submission says of its awaits. Of most it says nothing: that is no promise that one needs no other. */
export interface KnownAwaits {
  /** False where the text was not looked at: then nothing below says anything. */
  readonly isKnown: boolean;
  /** Whether the await at `later` reads what the one at `earlier` gives. */
  readonly needs: (later: Position, earlier: Position) => boolean;
  /** All awaits that the one at `later` reads from, as keys of their places. */
  readonly reads: (later: Position) => ReadonlySet<string>;
  /** Where it waits for several things at once: the same for the one of this index, of so many. Null where that is not known. */
  readonly oneReads: (later: Position, one: number, of: number) => ReadonlySet<string> | null;
  /** Whether it looks from time to time for what is changed after the await at `before`. */
  readonly looksFor: (at: Position, before: Position) => boolean;
  /** Whether it looks for anything so. */
  readonly isLook: (at: Position) => boolean;
  /** Whether its function then reads, without waiting for it, what is changed after the await at `other`, or the task that is made there. */
  readonly readsAfter: (at: Position, other: Position) => boolean;
  /** Whether any await looks for something so. */
  readonly hasLookers: boolean;
  /** Begin of the async generator that the await stands in, as a key; null in any other function. */
  readonly generatorOf: (at: Position) => string | null;
  /** Whether any await stands in one. */
  readonly hasGenerators: boolean;
  /** Whether it waits for a queue without taking anything out: `put`, `join`. */
  readonly puts: (at: Position) => boolean;
  /** Whether it starts work, round by round, that needs nothing of the rounds before. */
  readonly isApart: (at: Position) => boolean;
  /** Whether it ends by itself when a time is up. */
  readonly isLimited: (at: Position) => boolean;
  /** Where its function then puts something at the end of lists that others fill too. */
  readonly appends: (at: Position) => readonly ProgramAppend[];
  /** The name of a variable that is read before it and written after it from what was read, or null. */
  readonly outdates: (at: Position) => string | null;
  /** Where its function has set a timer before it that then stops something, or null. */
  readonly timerOf: (at: Position) => Position | null;
  /** Whether it stands in a loop that nothing but a cancel ends. */
  readonly isEndless: (at: Position) => boolean;
  /** Whether it sleeps until a certain moment, which nothing that goes on beside it brings nearer. */
  readonly isUntil: (at: Position) => boolean;
  /** Where its turns take their work from, when several calls can share it. */
  readonly takes: (at: Position) => "queue" | "shared" | null;
  /** Where what they share is changed, when that comes only after it. */
  readonly changedLate: (at: Position) => Position | null;
  /** What had been made before it waits for it, or null. */
  readonly held: (at: Position) => ProgramHeld | null;
}

const nothing: ReadonlySet<string> = new Set();

export function knownAwaits(awaits: Run["awaits"]): KnownAwaits {
  const known = new Map(
    (awaits ?? []).map(({ at, needs, together, generator, looksFor, readsAfter, ...own }) => [
      placeKey(at),
      {
        ...own,
        needs: new Set(needs.map(placeKey)),
        together: together?.map((each) => new Set(each.map(placeKey))),
        sought: new Set(looksFor.map(placeKey)),
        served: new Set(readsAfter.map(placeKey)),
        generator: generator && placeKey(generator),
      },
    ]),
  );
  return {
    isKnown: awaits !== undefined,
    needs: (later, earlier) => known.get(placeKey(later))?.needs.has(placeKey(earlier)) ?? false,
    reads: (later) => known.get(placeKey(later))?.needs ?? nothing,
    oneReads: (later, one, of) => {
      const things = known.get(placeKey(later))?.together;
      return things?.length === of ? things[one]! : null;
    },
    looksFor: (at, before) => known.get(placeKey(at))?.sought.has(placeKey(before)) ?? false,
    readsAfter: (at, other) => known.get(placeKey(at))?.served.has(placeKey(other)) ?? false,
    isLook: (at) => (known.get(placeKey(at))?.sought.size ?? 0) > 0,
    hasLookers: awaits?.some(({ looksFor }) => looksFor.length > 0) ?? false,
    hasGenerators: awaits?.some(({ generator }) => generator !== null) ?? false,
    generatorOf: (at) => known.get(placeKey(at))?.generator ?? null,
    puts: (at) => known.get(placeKey(at))?.puts ?? false,
    isApart: (at) => known.get(placeKey(at))?.apart ?? false,
    isLimited: (at) => known.get(placeKey(at))?.limited ?? false,
    appends: (at) => known.get(placeKey(at))?.appended ?? [],
    outdates: (at) => known.get(placeKey(at))?.outdated ?? null,
    timerOf: (at) => known.get(placeKey(at))?.timer ?? null,
    isEndless: (at) => known.get(placeKey(at))?.endless ?? false,
    isUntil: (at) => known.get(placeKey(at))?.until ?? false,
    takes: (at) => known.get(placeKey(at))?.takes ?? null,
    changedLate: (at) => known.get(placeKey(at))?.changedLate ?? null,
    held: (at) => known.get(placeKey(at))?.held ?? null,
  };
}
