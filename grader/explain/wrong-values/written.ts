import type { WritePlace } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { type Position, showDuration, showSnapshot, type Snapshot } from "../../values/index.ts";
import { showLine } from "../story/place.ts";
import { calledOffBefore } from "./called-off-before.ts";
import { timeBehind } from "./time-behind.ts";
import { chainFrom, lastReadBy, nameOf, replacedBy, turnOf, type Write } from "./write-chain.ts";

export interface Sought {
  readonly found: Snapshot;
  /** Null where that is no one value. */
  readonly wanted: Snapshot | null;
  /** Under which it stands in what was returned; null where it is an item of a list, or the whole. */
  readonly key: string | null;
  /** `item` of a list, `line` that was printed; `value`: any other. */
  readonly as: "item" | "line" | "value";
  /** It was there then: what came later is none of its making. Null for what the run gave in the end. */
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
export function explainWritten(run: Run, writes: readonly Write[], sought: Sought): Origin | null {
  const { found, wanted, as, untilMs } = sought;
  const before = untilMs === null ? writes.length : writes.findLastIndex(({ atMs }) => atMs <= untilMs) + 1;
  const whole = as === "line" ? -1 : writes.findLastIndex((write, i) => i < before && isStart(write, sought));
  const word = wrongWord(found, wanted);
  const reader = as === "line" ? printedWith(writes, sought) : (writes[whole]?.place ?? null);
  if (word !== null && reader !== null && !reader.isCopy) {
    const made = lastReadBy(writes, reader, word.found, whole < 0 ? before : whole);
    // What a function called there gives is most often a word for something else, as the state of a task is.
    const isWord = as === "line" && writes[made]?.place.how === "returned";
    if (made >= 0 && !isWord) return told(run, writes, chainFrom(writes, made), word.found, word.wanted);
  }
  return whole < 0 ? null : told(run, writes, chainFrom(writes, whole), null, wanted);
}

/** What is told of the first of these: that it has the value. An item of a list may be handed on by whatever goes through the list. */
function isStart(write: Write, { found, key, as }: Sought): boolean {
  const { how, isCopy } = write.place;
  if (write.value !== found || how === "printed") return false;
  if (key !== null) return nameOf(write) === key;
  if (as === "item") return how === "put" || (how === "kept" && write.owner !== null) || !isCopy;
  return how === "returned" || how === "put";
}

/** The names that the line was made of. */
function printedWith(writes: readonly Write[], { found, untilMs }: Sought): WritePlace | null {
  if (typeof found !== "string") return null;
  const parts = writes.filter(
    ({ place, value, atMs }) => place.how === "printed" && atMs === untilMs && found.includes(String(value)),
  );
  const [first] = parts;
  if (first === undefined) return null;
  const all = (names: "from" | "fields"): readonly string[] => parts.flatMap(({ place }) => place[names]);
  return { ...first.place, isCopy: false, from: all("from"), fields: all("fields") };
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
function told(
  run: Run,
  writes: readonly Write[],
  chain: readonly [Write, ...Write[]],
  word: Snapshot,
  wanted: Snapshot | null,
): Origin {
  const origin = chain.at(-1)!;
  // What is only returned or put together is kept in many places before.
  const near = chain.find(({ place }) => place.how === "kept" && !place.isFirst) ?? origin;
  const { place, atMs } = near;
  const { at } = place;
  const what = word === null ? "It" : `The ${showSnapshot(word)} in it`;
  const line = showLine(at, at);
  const from =
    near === origin
      ? ""
      : `; ${showLine(origin.place.at, at)} had ${origin.place.how === "returned" ? "returned" : "made"} it at ${showDuration(origin.atMs)}`;
  const message = `${what} comes from ${line}, which ${didWith(near)} at ${showDuration(atMs)}${from}.`;
  const off = calledOffBefore(run, at, lackingIn(near, wanted));
  if (off !== null) return { ...off, message: `${message} ${off.message}` };
  const turn = wanted === null ? null : turnOf(writes, near, wanted);
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
  const gone = replacedBy(writes, near);
  if (gone !== null)
    return {
      message: `${message} What ${line} had set there before, ${showSnapshot(gone.value)} at ${showDuration(gone.atMs)}, is gone.`,
      hint: "What should become of what was there before?",
      at,
    };
  const limit = near === origin ? timeBehind(run, at, atMs) : null;
  if (limit !== null)
    return {
      message: `${message} That was when the time that ${showLine(limit, at)} gives was up.`,
      hint: "What is that time meant for, and what else was waited for in it?",
      at: limit,
    };
  if (place.isCopy) return { message, hint: `What did ${line} take it from, and what decides when it does?`, at };
  if (place.from.length + place.fields.length > 0)
    return {
      message,
      hint: `What went into it on ${line}, and was each of these what it should be at that moment?`,
      at,
    };
  return { message, hint: `What leads to ${line}, and how was that decided at that moment?`, at };
}

/** How much more the number should be that a line added to what was there; 0 when it did not. */
function lackingIn(write: Write, wanted: Snapshot | null): number {
  const { place, value } = write;
  const { from, fields, how } = place;
  const name = nameOf(write);
  const isSum = how === "kept" && name !== null && [...from, ...fields].includes(name);
  return isSum && typeof value === "number" && typeof wanted === "number" ? wanted - value : 0;
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
