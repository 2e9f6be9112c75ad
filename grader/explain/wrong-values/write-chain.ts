import type { WritePlace } from "../../compile/index.ts";
import type { Snapshot } from "../../values/index.ts";
import { samePlace } from "../story/place.ts";

/** A value that a submission kept, put somewhere or returned. */
export interface Write {
  readonly place: WritePlace;
  readonly value: number | string | boolean | null;
  /** Of what has the property, the map or the list: the same number for the same thing. */
  readonly owner: number | null;
  /** Under which it is kept there, where only a run tells. */
  readonly key: string | null;
  readonly atMs: number;
}

/** From what has the value back to what made it. */
export function chainFrom(writes: readonly Write[], start: number): readonly [Write, ...Write[]] {
  const chain: [Write, ...Write[]] = [writes[start]!];
  for (let at = start; writes[at]!.place.isCopy;) {
    at = lastReadBy(writes, writes[at]!.place, writes[at]!.value, at);
    if (at < 0) break;
    chain.push(writes[at]!);
  }
  return chain;
}

export function lastReadBy(writes: readonly Write[], reader: WritePlace, value: Snapshot, before: number): number {
  const isRead = isReadBy(reader);
  return writes.findLastIndex((write, i) => i < before && write.value === value && isRead(write));
}

/** Objects of the same kind have the same names in them: only what was kept in one that is known counts, and of new ones nothing. */
function isReadBy({ from, fields }: WritePlace): (write: Write) => boolean {
  return (write) => {
    const name = nameOf(write);
    if (name === null || write.place.how === "part" || write.place.how === "put") return false;
    return write.owner === null && write.key === null ? from.includes(name) : fields.includes(name);
  };
}

export function nameOf({ key, place }: Write): string | null {
  return key ?? place.name;
}

interface Turn {
  readonly write: Write;
  readonly isLater: boolean;
}

/** When the same thing was as it should be: before this write, or only after it. */
export function turnOf(writes: readonly Write[], write: Write, wanted: Snapshot): Turn | null {
  if (write.place.how !== "kept") return null;
  const story = writes.filter((other) => isSameThing(other, write));
  // Several variables of one name have no story in common, and what belongs to a list or a map that nobody can name has none at all.
  if (write.owner === null && story.filter(({ place }) => place.isFirst).length !== 1) return null;
  const index = story.indexOf(write);
  const earlier = story.findLast(({ value, place }, i) => i < index && value === wanted && !place.isFirst);
  if (earlier !== undefined) return { write: earlier, isLater: false };
  const later = story.find(({ value, atMs }, i) => i > index && value === wanted && atMs > write.atMs);
  return later === undefined ? null : { write: later, isLater: true };
}

function isSameThing(a: Write, b: Write): boolean {
  return (
    a.place.how === "kept" &&
    b.place.how === "kept" &&
    a.owner === b.owner &&
    nameOf(a) === nameOf(b) &&
    a.place.at.file === b.place.at.file
  );
}

/** What the same line had put into the same thing, if it is no part of what it puts there now. */
export function replacedBy(writes: readonly Write[], write: Write): Write | null {
  const { place } = write;
  const name = nameOf(write) ?? "";
  if (write.owner === null || place.how !== "kept" || [...place.from, ...place.fields].includes(name)) return null;
  const index = writes.indexOf(write);
  return (
    writes.findLast((other, i) => i < index && isSameThing(other, write) && samePlace(other.place.at, place.at)) ?? null
  );
}
