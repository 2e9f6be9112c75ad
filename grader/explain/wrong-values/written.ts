import type { WritePlace } from "../../compile/index.ts";
import { type Position, showDuration, showSnapshot, type Snapshot } from "../../values/index.ts";
import { showLine } from "../story/place.ts";

/** A value that a submission kept, put somewhere or returned. */
export interface Write {
  readonly place: WritePlace;
  readonly value: number | string | boolean | null;
  /** Of what has the property, the map or the list: the same number for the same thing. */
  readonly owner: number | null;
  /** Under which it is kept there, where only a run tells. */
  readonly key: string | null;
  readonly atMs: number;
  readonly task: number;
}

export interface Sought {
  readonly found: Snapshot;
  /** Null where that is no one value. */
  readonly wanted: Snapshot | null;
  /** Under which it stands in what was returned; null where it is an item of a list, or the whole. */
  readonly key: string | null;
  /** It was printed then: what came later is none of its making. Null for what the run gave in the end. */
  readonly untilMs: number | null;
}

interface Origin {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
}

/**
 * Where a wrong value comes from: the last line that made it, found by going back over those that only handed it on. Of a text with one wrong word that is
 * where the word was made. What a slice of a program is to its text, this is to a run of it (dynamic slicing, as Korel and Laski have it), for one value.
 */
export function explainWritten(writes: readonly Write[], { found, wanted, key, untilMs }: Sought): Origin | null {
  const before = untilMs === null ? writes.length : writes.findLastIndex(({ atMs }) => atMs <= untilMs) + 1;
  const whole = originOf(writes, { value: found, key, before });
  const word = wrongWord(found, wanted);
  const reader = whole === null ? null : writes[whole]!.place;
  if (word !== null && reader?.isCopy !== true) {
    const made = originOf(writes, { value: word.found, key: null, before: whole ?? before, reader });
    if (made !== null && (isDistinct(word.found) || (reader !== null && isReadBy(reader)(writes[made]!))))
      return told(writes, made, word.found, word.wanted);
  }
  return whole === null ? null : told(writes, whole, null, wanted);
}

interface Asked {
  readonly value: Snapshot;
  readonly key: string | null;
  /** Only what was written before that one. */
  readonly before: number;
  /** What it has to have been read for. */
  readonly reader?: WritePlace | null;
}

/** The index of the write that made it; null where none is known, or any could be it. */
function originOf(writes: readonly Write[], { value, key, before, reader = null }: Asked): number | null {
  const last = (fits: (write: Write) => boolean, end: number): number =>
    writes.findLastIndex((write, i) => i < end && write.value === value && fits(write));
  const isStart = (write: Write): boolean => (key === null ? isHandedOn(write) : nameOf(write) === key);
  let at = last(reader === null ? isStart : isReadBy(reader), before);
  if (at < 0 && reader === null && isDistinct(value)) at = last(() => true, before);
  if (at < 0) return null;
  while (writes[at]!.place.isCopy) {
    const earlier = last(isReadBy(writes[at]!.place), at);
    if (earlier < 0) break;
    at = earlier;
  }
  return at;
}

function isHandedOn({ place: { how } }: Write): boolean {
  return how === "returned" || how === "put";
}

/** Objects of the same kind have the same names in them: only what was kept in one that is known counts, and of new ones nothing. */
function isReadBy({ from, fields }: WritePlace): (write: Write) => boolean {
  return (write) => {
    const name = nameOf(write);
    if (name === null || write.place.how === "part" || write.place.how === "put") return false;
    return write.owner === null && write.key === null ? from.includes(name) : fields.includes(name);
  };
}

/** Some values stand everywhere. */
function isDistinct(value: Snapshot): boolean {
  return typeof value === "number" ? Math.abs(value) > 2 : typeof value === "string" && value.length > 2;
}

function nameOf({ key, place }: Write): string | null {
  return key ?? place.name;
}

/** Where two texts differ in one word, that one of each; a number where it is one. */
function wrongWord(
  found: Snapshot,
  wanted: Snapshot | null,
): { readonly found: Snapshot; readonly wanted: Snapshot } | null {
  if (typeof found !== "string" || typeof wanted !== "string") return null;
  const [mine, theirs] = [found, wanted].map((text) => Array.from(text.matchAll(words), ([word]) => word)) as [
    string[],
    string[],
  ];
  if (mine.length !== theirs.length || mine.length < 2) return null;
  if (found.replaceAll(words, "_") !== wanted.replaceAll(words, "_")) return null;
  const others = mine.flatMap((word, i) => (word === theirs[i] ? [] : [i]));
  if (others.length !== 1) return null;
  return { found: asValue(mine[others[0]!]!), wanted: asValue(theirs[others[0]!]!) };
}

const words = /-?\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_-]*/gu;

function asValue(word: string): Snapshot {
  return Number.isNaN(Number(word)) ? word : Number(word);
}

/** @param word of a text, which alone is wrong in it */
function told(writes: readonly Write[], index: number, word: Snapshot, wanted: Snapshot | null): Origin {
  const { place, atMs } = writes[index]!;
  const { at } = place;
  const what = word === null ? "It" : `The ${showSnapshot(word)} in it`;
  const line = showLine(at, at);
  const message = `${what} comes from ${line}, which ${didWith(writes[index]!)} at ${showDuration(atMs)}.`;
  const turn = wanted === null ? null : turnOf(writes, index, wanted);
  if (turn !== null) {
    const { write, isLater } = turn;
    const { at: other } = write.place;
    return isLater
      ? {
          message: `${message} Only at ${showDuration(write.atMs)} it became ${showSnapshot(wanted)} (${showLine(other, at)}).`,
          hint: `What has to be over before it is used, and what waits for that?`,
          at: other,
        }
      : {
          message: `${message} Before that it was ${showSnapshot(wanted)} (${showLine(other, at)}, at ${showDuration(write.atMs)}).`,
          hint: `Should ${line} still have changed it at ${showDuration(atMs)}? What had happened in between?`,
          at,
        };
  }
  if (place.isCopy) return { message, hint: `What did ${line} take it from, and what decides when it does?`, at };
  if (place.from.length + place.fields.length > 0)
    return {
      message,
      hint: `What went into it on ${line}, and was each of these what it should be at that moment?`,
      at,
    };
  return { message, hint: `What leads to ${line}, and how was that decided at that moment?`, at };
}

function didWith(write: Write): string {
  const { how } = write.place;
  const name = nameOf(write);
  if (how === "returned") return "returned it";
  if (name !== null && /^\d+$/.test(name)) return `put it at [${name}]`;
  // What a run tells may be any text.
  const isName = name !== null && /^[\p{L}_$#][\p{L}\p{N}_$-]{0,39}$/u.test(name);
  if (how === "put") return isName ? `put it into \`${name}\`` : "put it there";
  return isName ? `set \`${name}\` to it` : "kept it";
}

interface Turn {
  readonly write: Write;
  readonly isLater: boolean;
}

/** When the same thing was as it should be: before this write, or only after it. */
function turnOf(writes: readonly Write[], index: number, wanted: Snapshot): Turn | null {
  const write = writes[index]!;
  if (write.place.how !== "kept") return null;
  const isSame = (other: Write): boolean =>
    other.place.how === "kept" &&
    other.owner === write.owner &&
    nameOf(other) === nameOf(write) &&
    other.place.at.file === write.place.at.file;
  const story = writes.flatMap((other, i) => (isSame(other) ? [{ other, i }] : []));
  // Several variables of one name have no story in common, and what belongs to a list or a map that nobody can name has none at all.
  if (write.owner === null && story.filter(({ other }) => other.place.isFirst).length !== 1) return null;
  const right = story.filter(({ other }) => other.value === wanted);
  const earlier = right.findLast(({ i, other }) => i < index && !other.place.isFirst);
  if (earlier !== undefined) return { write: earlier.other, isLater: false };
  const later = right.find(({ i, other }) => i > index && other.atMs > write.atMs);
  return later === undefined ? null : { write: later.other, isLater: true };
}
